"""Changes to the objects of a call, which both sides number alike.

What was in an object when both sides agreed is kept, and what is in it now goes across.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from nnkata.subject.sandbox.memory import Array, flat, is_contiguous
from nnkata.subject.sandbox.wire import (
    Decoder,
    Encoder,
    generator_state,
    integer,
)

REMEMBERED = 8  # arrays given to functions of the spec, that later frames may refer to


class Tracked:
    """The numbered objects of a call, and what was in them when both sides agreed.

    What is known to have been `sent` needs no copy: it stays as it was.
    """

    def __init__(
        self, objects: Sequence[Any], sent: Mapping[int, memoryview] | None = None
    ):
        self.objects = list(objects)
        self._sent = dict(sent or {})
        self._before = [
            None if number in self._sent else _inside(value)
            for number, value in enumerate(objects)
        ]

    def changes(self, encoder: Encoder) -> list[Any]:
        """Return the number and contents of each object that has changed since."""
        changed = []
        for number, value in enumerate(self.objects):
            if number in self._sent:
                if _holds(value, self._sent[number]):
                    continue
                del self._sent[number]
            now = _inside(value)
            if not _is_same(now, self._before[number]):
                self._before[number] = now
                changed.append([number, encoder.contents(value)])
        return changed


def apply_changes(decoder: Decoder, changes: Any) -> None:
    """Change objects as those of their numbers were changed on the other side."""
    objects = decoder.objects
    for number, contents in changes:
        decoder.change(objects[integer(number, 0, len(objects) - 1)], contents)


def remembered(objects: Sequence[Any], own: int) -> list[Any]:
    """Return what both sides know after a callback: what is the call's own, and some arrays.

    A function of the spec that is given one array twice sees that it is one.
    """
    arrays = [value for value in objects[own:] if type(value) is np.ndarray]
    return [*objects[:own], *arrays[-REMEMBERED:]]


def _inside(value: Any) -> Any:
    if type(value) is list:
        return list(value)
    if type(value) is dict:
        return [part for pair in value.items() for part in pair]
    if type(value) is np.ndarray:
        return value.tobytes() if value.flags.writeable else b""
    return generator_state(value)


def _holds(array: Array, sent: memoryview) -> bool:
    """Return whether an array has the bytes with which it came, in their order."""
    if array.nbytes != len(sent) or not is_contiguous(array):
        return False
    words = np.uint64 if array.nbytes % 8 == 0 else np.uint8
    mine: Array = flat(array).view(words)
    return bool((mine == np.frombuffer(sent, words)).all())


def _is_same(a: Any, b: Any) -> bool:
    if type(a) is list:  # of parts, each of which is tracked itself
        return len(a) == len(b) and all(map(_is, a, b))
    return bool(a == b)


def _is(a: Any, b: Any) -> bool:
    return a is b
