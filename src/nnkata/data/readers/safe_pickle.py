"""Pickles, read without trusting them: arrays, numbers, texts and plain containers.

A pickle is a program. This reader leaves out the instructions that make objects of any
class, and for the few names that arrays need it has stand-ins of its own, so that not
even NumPy sees a state that a stranger wrote.
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
from nnkata.data.readers import told
from nnkata.errors import DataError

HERE = "\x00the pickle\x00"  # a place for the file's name, which the parts do not know
NUMBER_OR_TEXT = re.compile(r"[<>|=]?(b1|[iu][1248]|f[248]|c8|c16|S\d{0,6}|U\d{0,6})")
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
    """What a pickle holds, plain or packed by gzip.

    Raises
    ------
    DataError
        If it is damaged, or wants to build anything but arrays of numbers or texts,
        numbers, texts, lists, tuples, sets and dicts.
    """
    try:
        return _finished(_Reader(io.BytesIO(payload(file))).load(), {})
    except DataError as error:
        raise DataError(str(error).replace(HERE, str(file))) from None
    except (
        Exception
    ) as error:  # damaged bytes fail in as many ways as there are opcodes
        raise DataError(
            f"{file} cannot be read as a pickle of arrays: {told(error)}."
            " It is damaged or no such file; get it anew, best as npz."
        ) from None


class _Dtype:
    """Stands for numpy.dtype: a kind of number or text, and its byte order."""

    def __init__(self, code: object, align: object = 0, copy: object = 0) -> None:
        text = CODES.get(str(code), str(code))
        if not NUMBER_OR_TEXT.fullmatch(text):
            raise DataError(
                f"{HERE} holds an array of '{text[:20]}', expected numbers or texts."
            )
        self.dtype = np.dtype(text)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        order, *parts = state[1:5]
        if order not in ("<", ">", "|", "=") or parts != [None, None, None]:
            raise DataError(
                f"{HERE} holds an array of records, expected plain numbers."
            )
        size = state[5]
        if self.dtype.kind in "SU" and isinstance(size, int) and 0 < size < 1 << 20:
            width = size // (4 if self.dtype.kind == "U" else 1)
            self.dtype = np.dtype(f"{self.dtype.kind}{width}")
        self.dtype = self.dtype.newbyteorder(order)


class _Array:
    """Stands for an array until its state has come; then `made` is the array."""

    made: Any = None

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        shape, dtype, fortran, content = state[-4:]
        self.made = _array(content, dtype, shape, "F" if fortran else "C")


def _reconstruct(kind: object, shape: object, code: object) -> _Array:
    if kind is not _ndarray:
        raise DataError(f"{HERE} holds an array of a class that is not NumPy's own.")
    return _Array()


def _ndarray() -> None:
    raise DataError(f"{HERE} makes an array in a way that NumPy does not.")


def _scalar(dtype: object, content: object) -> Any:
    return _array(content, dtype, (), "C")[()]


def _from_buffer(content: object, dtype: object, shape: object, order: object) -> Any:
    return _array(content, dtype, shape, "F" if order == "F" else "C")


def _array(content: Any, dtype: Any, shape: Any, order: Any) -> Any:
    """An array of its own, once its bytes are as many as its shape says."""
    if isinstance(content, str):  # a pickle of Python 2 keeps bytes as a text
        content = content.encode("latin-1")
    if not (isinstance(dtype, _Dtype) and isinstance(content, bytes | bytearray)):
        raise DataError(f"{HERE} holds an array of objects, expected plain numbers.")
    sizes = [int(size) for size in shape]
    promised = math.prod(sizes) * dtype.dtype.itemsize
    if min(sizes, default=0) < 0 or promised != len(content):
        raise DataError(
            f"{HERE} promises an array of {promised:,} bytes and holds {len(content):,}."
        )
    flat = np.frombuffer(bytearray(content), dtype.dtype, math.prod(sizes))
    return flat.reshape(sizes, order=order)


def _encode(text: str, encoding: str = "latin1") -> bytes:
    """How a pickle of an old protocol spells bytes."""
    if encoding not in ("latin1", "latin-1"):
        raise DataError(f"{HERE} spells bytes in '{encoding}', expected latin1.")
    return text.encode("latin-1")


def _bytes(content: bytes | str = b"", encoding: str = "latin1") -> bytes:
    """How a pickle spells empty bytes, and what a bytearray holds."""
    if not isinstance(content, bytes | str):  # a number would reserve as many bytes
        raise DataError(f"{HERE} holds bytes that are none.")
    return _encode(content, encoding) if isinstance(content, str) else content


KNOWN: dict[tuple[str, str], Callable[..., Any]] = {
    ("numpy", "ndarray"): _ndarray,
    ("numpy", "dtype"): _Dtype,
    ("_codecs", "encode"): _encode,
    **{
        (f"numpy.{core}.{module}", name): function
        for core in ("core", "_core")
        for module, name, function in (
            ("multiarray", "_reconstruct", _reconstruct),
            ("multiarray", "scalar", _scalar),
            ("numeric", "_frombuffer", _from_buffer),
        )
    },
    **{
        (module, kind.__name__): kind
        for module in ("builtins", "__builtin__")
        for kind in (set, frozenset, complex)
    },
    **{
        (module, name): _bytes
        for module in ("builtins", "__builtin__")
        for name in ("bytes", "bytearray")
    },
}

# The unpickler written in Python: the one in C reserves memory for any size it reads.
_InPython: Any = pickle._Unpickler


class _Reader(_InPython):  # type: ignore[misc]
    """Follows the instructions of a pickle, but for those that make objects."""

    def __init__(self, stream: io.BytesIO) -> None:
        super().__init__(stream, encoding="latin-1")

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in KNOWN:
            raise DataError(
                f"{HERE} wants to use {module}.{name}, which could run code. It was not"
                " loaded. Ask its maker for an npz file instead."
            )
        return KNOWN[module, name]

    def refuse(self) -> None:
        raise DataError(
            f"{HERE} holds an object, expected arrays and plain containers."
        )

    def build(self) -> None:
        """A state is for arrays and dtypes; anything else would keep what it is given."""
        if not isinstance(self.stack[-2], _Array | _Dtype):
            self.refuse()
        state = self.stack.pop()
        self.stack[-1].__setstate__(state)

    def bytes_to_change(self) -> None:
        (size,) = struct.unpack("<Q", self.read(8))
        content = self.read(size)
        if len(content) < size:
            raise pickle.UnpicklingError("pickle data was truncated")
        self.append(bytearray(content))

    dispatch: ClassVar[dict[int, Any]] = {
        **_InPython.dispatch,
        **dict.fromkeys((code[0] for code in LEFT_OUT), refuse),
        pickle.BUILD[0]: build,
        pickle.BYTEARRAY8[0]: bytes_to_change,
    }


def _finished(found: Any, seen: dict[int, Any]) -> Any:
    """The same, with arrays in place of what stood for them."""
    if found is None or isinstance(found, PLAIN):
        return found
    if id(found) not in seen:
        seen[id(found)] = None  # what holds itself has no end
        seen[id(found)] = (
            found,
            _finish(found, seen),
        )  # kept, so that its id stays its own
    if seen[id(found)] is None:
        raise DataError(f"{HERE} holds a container that holds itself.")
    return seen[id(found)][1]


def _finish(found: Any, seen: dict[int, Any]) -> Any:
    if isinstance(found, list):
        return [_finished(item, seen) for item in found]
    if isinstance(found, tuple | set | frozenset):
        return type(found)(_finished(item, seen) for item in found)
    if isinstance(found, dict):
        return {
            _finished(key, seen): _finished(item, seen) for key, item in found.items()
        }
    if isinstance(found, _Array) and found.made is not None:
        return found.made
    if isinstance(found, _Dtype):
        return found.dtype
    raise DataError(f"{HERE} holds something that is no array and no plain value.")
