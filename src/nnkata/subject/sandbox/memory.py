"""Where the items of an array lie."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def is_contiguous(array: Array) -> bool:
    return bool(array.flags.c_contiguous or array.flags.f_contiguous)


def flat(array: Array) -> Array:
    """Return the bytes of a contiguous array, in the order of its memory."""
    in_order = array if array.flags.c_contiguous else array.T
    return in_order.reshape(-1).view(np.uint8)


def span(
    shape: Sequence[int], strides: Sequence[int], itemsize: int
) -> tuple[int, int]:
    """Return the first byte of an array's items, and that after the last, from its start."""
    if 0 in shape:
        return 0, 0
    steps = [n * (size - 1) for n, size in zip(strides, shape, strict=True)]
    return sum(n for n in steps if n < 0), sum(n for n in steps if n > 0) + itemsize


def owner(array: Array) -> Array:
    """Return the array whose memory another one uses."""
    while type(array.base) is np.ndarray:
        array = array.base
    return array


def address(array: Array) -> int:
    return int(array.__array_interface__["data"][0])
