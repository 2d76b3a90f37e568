"""Read untrusted pickles: arrays, numbers, strings and plain containers, nothing else.

A pickle is a program. This reader leaves out the instructions that make objects of any
class, and has substitutes for the few names that arrays need, so that not even NumPy
receives a state that a stranger wrote.
"""

import io
import math
import pickle
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from nnkata.data.download import payload
from nnkata.data.readers import damage_reported
from nnkata.errors import DataError

FILE = "\x00the pickle\x00"  # replaced by the file's name, which the parts do not know
NUMBER_OR_STRING = re.compile(r"[<>|=]?(b1|[iu][1248]|f[248]|c8|c16|S\d{0,6}|U\d{0,6})")
CODES = {"?": "b1", "b": "i1", "B": "u1"}  # older spellings of one byte
PLAIN = (
    *(bool, int, float, complex, str, bytes, bytearray),
    *(np.ndarray, np.generic),
)
LEFT_OUT = (
    *(pickle.PERSID, pickle.BINPERSID, pickle.INST, pickle.OBJ, pickle.NEWOBJ),
    *(pickle.NEWOBJ_EX, pickle.EXT1, pickle.EXT2, pickle.EXT4),
    *(pickle.NEXT_BUFFER, pickle.READONLY_BUFFER),
)


def read_pickle(file: Path) -> Any:
    """Return what a pickle holds, plain or packed by gzip.

    Raises
    ------
    DataError
        If it is damaged, or wants to build anything but arrays of numbers or strings,
        numbers, strings, lists, tuples, sets and dicts.
    """
    try:
        with damage_reported(file, "a pickle of arrays"):
            return _finished(_Reader(io.BytesIO(payload(file))).load(), {})
    except DataError as error:
        raise DataError(str(error).replace(FILE, str(file))) from None


# -- substitutes for what a pickle of arrays names -------------------------------------


class _Dtype:
    """In place of numpy.dtype: a kind of number or string, and its byte order."""

    def __init__(self, code: object, align: object = 0, copy: object = 0) -> None:
        text = CODES.get(str(code), str(code))
        if not NUMBER_OR_STRING.fullmatch(text):
            raise DataError(
                f"{FILE} holds an array of '{text[:20]}', expected numbers or strings."
            )
        self.dtype = np.dtype(text)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        order, *parts = state[1:5]
        if order not in ("<", ">", "|", "=") or parts != [None, None, None]:
            raise DataError(
                f"{FILE} holds an array of records, expected plain numbers."
            )
        size = state[5]
        if self.dtype.kind in "SU" and isinstance(size, int) and 0 < size < 1 << 20:
            width = size // (4 if self.dtype.kind == "U" else 1)
            self.dtype = np.dtype(f"{self.dtype.kind}{width}")
        self.dtype = self.dtype.newbyteorder(order)


class _Array:
    """In place of an array until its state has come; then `made` is the array."""

    made: Any = None

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        shape, dtype, fortran, content = state[-4:]
        self.made = _array(content, dtype, shape, "F" if fortran else "C")


def _reconstruct(kind: object, shape: object, code: object) -> _Array:
    if kind is not _ndarray:
        raise DataError(f"{FILE} holds an array of a class that is not NumPy's own.")
    return _Array()


def _ndarray() -> None:
    raise DataError(f"{FILE} makes an array in a way that NumPy does not.")


def _scalar(dtype: object, content: object) -> Any:
    return _array(content, dtype, (), "C")[()]


def _array(content: Any, dtype: Any, shape: Any, order: Any) -> Any:
    """Return an array of its own, once its bytes are as many as its shape says."""
    if isinstance(content, str):  # a pickle of Python 2 keeps bytes as a string
        content = content.encode("latin-1")
    if not (isinstance(dtype, _Dtype) and isinstance(content, bytes | bytearray)):
        raise DataError(f"{FILE} holds an array of objects, expected plain numbers.")
    sizes = [int(size) for size in shape]
    promised = math.prod(sizes) * dtype.dtype.itemsize
    if min(sizes, default=0) < 0 or promised != len(content):
        raise DataError(
            f"{FILE} promises an array of {promised:,} bytes and holds {len(content):,}."
        )
    flat = np.frombuffer(bytearray(content), dtype.dtype, math.prod(sizes))
    return flat.reshape(sizes, order="F" if order == "F" else "C")


def _bytes(content: bytes | str = b"", encoding: str = "latin1") -> bytes:
    """Return bytes: old protocols spell them as a string, and a bytearray by them."""
    if not isinstance(content, bytes | str):  # a number would reserve as many bytes
        raise DataError(f"{FILE} makes bytes from something that is not bytes.")
    if encoding not in ("latin1", "latin-1"):
        raise DataError(f"{FILE} spells bytes in '{encoding}', expected latin1.")
    return content.encode("latin-1") if isinstance(content, str) else content


KNOWN: dict[str, Callable[..., Any]] = {
    "numpy.ndarray": _ndarray,
    "numpy.dtype": _Dtype,
    "numpy._core.multiarray._reconstruct": _reconstruct,
    "numpy._core.multiarray.scalar": _scalar,
    "numpy._core.numeric._frombuffer": _array,
    "_codecs.encode": _bytes,
    "builtins.bytes": _bytes,
    "builtins.bytearray": _bytes,
    "builtins.set": set,
    "builtins.frozenset": frozenset,
    "builtins.complex": complex,
}


# -- the reader ------------------------------------------------------------------------

# The unpickler written in Python: the one in C reserves memory for any size it reads.
_InPython: Any = pickle._Unpickler


class _Reader(_InPython):  # type: ignore[misc]
    """Follows the instructions of a pickle, except for those that make objects."""

    def __init__(self, stream: io.BytesIO) -> None:
        super().__init__(stream, encoding="latin-1")

    def find_class(self, module: str, name: str) -> Any:
        today = module.replace("numpy.core.", "numpy._core.")  # before NumPy 2
        today = today.replace("__builtin__", "builtins")  # in Python 2
        if f"{today}.{name}" not in KNOWN:
            raise DataError(
                f"{FILE} wants to use {module}.{name}, which could run code. It was not"
                " loaded. Ask its maker for an npz file instead."
            )
        return KNOWN[f"{today}.{name}"]

    def refuse(self) -> None:
        raise DataError(
            f"{FILE} holds an object, expected arrays and plain containers."
        )

    def build(self) -> None:
        """A state is for arrays and dtypes; anything else would keep what it is given."""
        if not isinstance(self.stack[-2], _Array | _Dtype):
            self.refuse()
        state = self.stack.pop()
        self.stack[-1].__setstate__(state)

    def read_bytearray(self) -> None:
        (size,) = struct.unpack("<Q", self.read(8))
        content = self.read(size)
        if len(content) < size:
            raise pickle.UnpicklingError("pickle data was truncated")
        self.append(bytearray(content))

    dispatch: ClassVar[dict[int, Any]] = {
        **_InPython.dispatch,
        **dict.fromkeys((code[0] for code in LEFT_OUT), refuse),
        pickle.BUILD[0]: build,
        pickle.BYTEARRAY8[0]: read_bytearray,
    }


def _finished(item: Any, done: dict[int, Any]) -> Any:
    """Return the same with arrays in place of their substitutes."""
    if item is None or isinstance(item, PLAIN):
        return item
    if id(item) not in done:
        done[id(item)] = None  # a container that holds itself has no end
        finished = _finish(item, done)
        done[id(item)] = (item, finished)  # the item, too: its id stays its own
    if done[id(item)] is None:
        raise DataError(f"{FILE} holds a container that holds itself.")
    return done[id(item)][1]


def _finish(item: Any, done: dict[int, Any]) -> Any:
    if isinstance(item, list | tuple | set | frozenset):
        return type(item)(_finished(inner, done) for inner in item)
    if isinstance(item, dict):
        return {_finished(k, done): _finished(v, done) for k, v in item.items()}
    if isinstance(item, _Array) and item.made is not None:
        return item.made
    if isinstance(item, _Dtype):
        return item.dtype
    raise DataError(f"{FILE} holds something that is not an array or a plain value.")
