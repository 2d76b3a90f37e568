"""Read untrusted pickles of named arrays, and of nothing else.

A pickle is a program. This reader has substitutes for the few names that arrays need,
so that not even NumPy receives a state that a stranger wrote.
"""

import io
import math
import pickle
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from nnkata.data.local_files import payload
from nnkata.data.readers import damage_reported
from nnkata.data.readers.array_files import ArraysByKey
from nnkata.errors import DataError

NUMBER_OR_STRING = re.compile(r"b1|[iu][1248]|f[248]|c8|c16|[SU]\d{1,6}")
AS_NPZ = " Save it as npz: np.savez(FILE, X=X, y=y)."


def pickled_arrays(file: Path) -> ArraysByKey:
    """Return what gives each array of a pickled dict, plain or packed by gzip.

    Raises
    ------
    DataError
        If it is damaged, or wants to build anything but named arrays of numbers or
        strings.
    """
    content = payload(file)
    with damage_reported(file, "a pickle of arrays"):
        try:
            arrays = _named(_Reader(io.BytesIO(content), encoding="latin-1").load())
        except DataError as error:  # the parts do not know the file
            raise DataError(f"{file} {error}") from None
    return {key: partial(np.asarray, array.made) for key, array in arrays.items()}


def _named(item: Any) -> dict[str, "_Array"]:
    if not isinstance(item, dict):
        kind = type(item).__name__
        raise DataError(f"holds a {kind}, expected a dict of named arrays.{AS_NPZ}")
    for key, value in item.items():
        is_array = isinstance(value, _Array) and value.made is not None
        if not isinstance(key, str) or not is_array:
            raise DataError(f"holds {key!r}, which is not a named array.{AS_NPZ}")
    return item


# -- substitutes for what a pickle of arrays names -------------------------------------


class _Dtype:
    """In place of numpy.dtype: a kind of number or string, and its byte order."""

    def __init__(self, code: object, *_: object) -> None:
        text = str(code)[:20]
        if not NUMBER_OR_STRING.fullmatch(text):
            raise DataError(f"holds an array of '{text}', expected numbers or strings.")
        self.dtype = np.dtype(text)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.dtype = self.dtype.newbyteorder(state[1])


class _Array:
    """In place of an array; `made` is the array once its state has come."""

    made: Any = None

    def __init__(self, *_: object) -> None:
        """Make an array without values, whatever its class and shape are said to be."""

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        """Make the array, once its bytes are as many as its shape says."""
        shape, dtype, is_fortran, content = state[-4:]
        if isinstance(content, str):  # a pickle of Python 2 keeps bytes as a string
            content = content.encode("latin-1")
        if not (isinstance(dtype, _Dtype) and isinstance(content, bytes | bytearray)):
            raise DataError("holds an array of objects, expected plain numbers.")
        sizes = [int(size) for size in shape]
        promised, held = math.prod(sizes) * dtype.dtype.itemsize, len(content)
        if promised != held:
            raise DataError(f"promises an array of {promised:,} bytes, holds {held:,}.")
        order: Any = "F" if is_fortran else "C"
        self.made = np.ndarray(sizes, dtype.dtype, bytearray(content), order=order)


def _from_buffer(content: Any, dtype: Any, shape: Any, order: Any) -> _Array:
    array = _Array()
    array.__setstate__((shape, dtype, order == "F", content))
    return array


def _bytes(text: str = "", encoding: str = "latin1") -> bytes:
    """Return bytes, which old protocols spell as a string."""
    return text.encode("latin-1")


KNOWN: dict[str, Callable[..., Any]] = {
    "numpy.ndarray": _Array,
    "numpy.dtype": _Dtype,
    "numpy._core.multiarray._reconstruct": _Array,
    "numpy._core.multiarray.scalar": _Array,  # refused with the name of the item
    "numpy._core.numeric._frombuffer": _from_buffer,
    "_codecs.encode": _bytes,
    "builtins.bytes": _bytes,
}


# -- the reader ------------------------------------------------------------------------

# The unpickler written in Python: the one in C reserves memory for any size it reads.
_InPython: Any = pickle._Unpickler


class _Reader(_InPython):  # type: ignore[misc]
    """Follows the instructions of a pickle with the substitutes alone."""

    def find_class(self, module: str, name: str) -> Any:
        # As NumPy before 2 and Python 2 call them.
        today = module.replace("numpy.core.", "numpy._core.")
        today = today.replace("__builtin__", "builtins")
        if f"{today}.{name}" not in KNOWN:
            danger = "which could run code. It was not loaded. Ask for an npz file."
            raise DataError(f"wants to use {module}.{name}, {danger}")
        return KNOWN[f"{today}.{name}"]

    def build(self) -> None:
        """A state is for arrays and dtypes; anything else would keep what it is given."""
        state = self.stack.pop()
        if not isinstance(self.stack[-1], _Array | _Dtype):
            raise DataError("holds an object, expected named arrays.")
        self.stack[-1].__setstate__(state)

    def read_bytearray(self) -> None:
        size = int.from_bytes(self.read(8), "little")
        self.append(bytearray(self.read(size)))  # of no more bytes than are there

    dispatch: ClassVar[dict[int, Any]] = {
        **_InPython.dispatch,
        pickle.BUILD[0]: build,
        pickle.BYTEARRAY8[0]: read_bytearray,
    }
