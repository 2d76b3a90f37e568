"""The arrays of a call: those that came with it, and those that the host gets of it.

A view of an argument, or of another result, crosses as a view. An array that the host has
is watched, for as long as the subject may still write into its memory.
"""

import weakref
from collections.abc import Sequence
from typing import Any

import numpy as np

from nnkata.subject.sandbox.changes import Tracked, remembered
from nnkata.subject.sandbox.memory import (
    Array,
    address,
    flat,
    is_contiguous,
    owner,
    span,
)
from nnkata.subject.sandbox.wire import (
    Decoder,
    Encoder,
)


class Running:
    """A call that has not ended.

    Attributes
    ----------
    tracked : Tracked
        Its objects, and what the host knows of them.
    blocks : dict of int to int
        Which arrays own their memory: their ids, and their numbers among the objects.
    """

    def __init__(self, decoder: Decoder) -> None:
        objects, self._own = decoder.objects, len(decoder.objects)
        self.tracked = Tracked(objects, decoder.sent)
        self.blocks = {
            id(owner(value)): number
            for number, value in enumerate(objects)
            if number in decoder.whole and value.size
        }

    def remember(self, objects: Sequence[Any]) -> None:
        """Let the next frame refer to arrays that a function of the host's was given."""
        known = remembered(objects, self._own)
        own = {block: n for block, n in self.blocks.items() if n < self._own}
        self.tracked = Tracked(known)
        self.blocks = {
            id(owner(value)): number
            for number, value in enumerate(known)
            if number >= self._own and value.size and is_contiguous(value)
        } | own


class ResultEncoder(Encoder):
    """Encodes views of arguments, and of other results, as views.

    Attributes
    ----------
    fresh : list of ndarray
        The arrays that cross with their bytes.
    """

    def __init__(self, foreign: Any, call: Running) -> None:
        super().__init__(foreign, call.tracked.objects)
        self.fresh: list[Array] = []
        self._blocks = dict(call.blocks)

    def array(self, value: Array) -> list[Any]:
        block = id(owner(value))
        number = self._blocks.get(block)
        if number is not None and value.size:
            base = self.objects[number]
            at = address(value) - address(base)
            low, high = span(value.shape, value.strides, value.itemsize)
            if at + low >= 0 and at + high <= base.nbytes:
                self.number(value)
                facts = [list(value.shape), list(value.strides), value.dtype.str]
                return ["view", number, at, *facts]
        if value.size and is_contiguous(value):
            self._blocks[block] = len(self.objects)
        self.fresh.append(value)
        return super().array(value)


class HandedOut:
    """An array that the host has, while the subject may still hold its memory."""

    def __init__(self, serial: int, array: Array) -> None:
        self.serial = serial
        self._owner = weakref.ref(owner(array))
        self._before: bytes | None = None
        self._at = address(array) - address(owner(array))
        self._facts = array.shape, array.dtype, array.strides

    def remember(self) -> None:
        """Keep what is in it, before the subject gets to run again."""
        if self._before is None:
            self._before = self.array().tobytes()

    def is_alive(self) -> bool:
        return self._owner() is not None

    def array(self) -> Array:
        shape, dtype, strides = self._facts
        memory = flat(self._owner())  # type: ignore[arg-type]
        return np.ndarray(shape, dtype, memory.data, self._at, strides)

    def has_changed(self) -> bool:
        before, self._before = self._before, self.array().tobytes()
        return before != self._before
