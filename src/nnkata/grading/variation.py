"""Arguments with other numbers, which only a secret decides, and which stay valid.

Floats change by a factor, numbers from 0 to 1 stay there, rows that sum to 1 do so again;
labels, one-hot rows and whole numbers change places. Equal values change alike, so that
what belongs together still does; zeros stay. A random generator gets another seed.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnkata.subject.recording import is_generator, map_parts

Array = NDArray[Any]
Key = tuple[str, tuple[int, ...], bytes]
FEW = 2  # distinct numbers in an array that change by one factor: a mask stays one


def derived(secret: str, *words: object) -> int:
    """Return a number of 128 bits that nobody can guess without the secret."""
    text = "\0".join([secret, *map(str, words)])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:16], "big")


class Variation:
    """Changes plain data as a secret says.

    Parameters
    ----------
    secret : str
        Decides the numbers.
    strength : float
        Of a factor: it lies between 1 - strength and 1 + strength.
    """

    def __init__(self, secret: str, strength: float) -> None:
        self.secret, self.strength = secret, strength
        self._results: dict[Key, Any] = {}

    def of(self, value: Any) -> Any:
        """Return plain data with every part changed."""
        return map_parts(self._part, value)

    def counts(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """Return arguments with whole numbers from 2 on raised by up to 2."""
        shift = {
            name: value + derived(self.secret, name, value) % 3
            for name, value in arguments.items()
            if type(value) is int and value >= 2
        }
        return arguments | shift

    def follow(self, old: Any, new: Any) -> None:
        """Give what equals a part of an old result the value of that part in a new one."""
        for one, other in _pairs(old, new):
            if (
                _is_number(one)
                and np.shape(one) == np.shape(other)
                and not _is_count(one)
            ):
                self._results[_key(one)] = other

    def _part(self, value: Any) -> Any:
        if is_generator(value):
            seed = derived(
                self.secret, value.bit_generator.state
            )  # of equal ones, equal
            return np.random.default_rng(seed)
        if type(value) is int or not _is_number(value):
            return value
        array, key = np.asarray(value), _key(value)
        if key in self._results and array.dtype.kind == "f":
            array = np.array(self._results[key], dtype=array.dtype)
        else:
            array = self._changed(array, np.random.default_rng(self._seed(key)))
        return array if isinstance(value, np.ndarray) else type(value)(array)

    def _seed(self, key: Key) -> int:
        return derived(self.secret, *key)

    def _changed(self, array: Array, rng: np.random.Generator) -> Array:
        if is_continuous(array):
            array = self._scaled(array, rng)
            is_ordered = array.ndim < 2
        else:
            is_ordered = array.ndim < 1
        return array if is_ordered else rng.permutation(array)

    def _scaled(self, x: Array, rng: np.random.Generator) -> Array:
        """Return floats times factors; a probability stays one."""
        is_mask = len(np.unique(x)) <= FEW < x.size
        change = rng.uniform(-self.strength, self.strength, () if is_mask else x.shape)
        if x.min(initial=1) < 0 or x.max(initial=0) > 1:
            return np.asarray(x * (1 + change), dtype=x.dtype)
        changed = x + change * x * (1 - x)
        if x.ndim and x.shape[-1] > 1 and np.allclose(x.sum(axis=-1), 1, rtol=1e-5):
            changed /= changed.sum(axis=-1, keepdims=True)
        return np.asarray(changed, dtype=x.dtype)


class Rounding(Variation):
    """Changes floats by little more than rounding, and all else not at all."""

    def _part(self, value: Any) -> Any:
        if is_generator(value) or type(value) is int or not _is_number(value):
            return value
        array = np.asarray(value)
        if not is_continuous(array):
            return value
        rng = np.random.default_rng(self._seed(_key(value)))
        few = np.finfo(array.dtype).eps * self.strength
        array = np.asarray(array * (1 - few * rng.random(array.shape)), array.dtype)
        return array if isinstance(value, np.ndarray) else type(value)(array)


def has_counts_alone(value: Any) -> bool:
    """Return whether a variation leaves plain data as they are: sizes, and no numbers."""
    parts: list[Any] = []
    map_parts(parts.append, value)
    return not any(
        is_generator(p) or (_is_number(p) and type(p) is not int) for p in parts
    )


def is_continuous(array: Array) -> bool:
    """Return whether there are floats other than 0 and 1."""
    is_float = array.dtype.kind == "f" and bool(np.isfinite(array).all())
    return is_float and not bool(np.isin(array, (0, 1)).all())


def _is_number(value: Any) -> bool:
    """Return whether a value is an array of numbers, or a single one."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biuf"
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


def _is_count(value: Any) -> bool:
    """Return whether it is one number which could be equal to another by chance."""
    return np.ndim(value) == 0 and float(value) == round(float(value), 1)


def _key(value: Any) -> Key:
    array = np.asarray(value)
    return array.dtype.str, array.shape, array.tobytes()


def _pairs(old: Any, new: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the parts of results of one structure, side by side."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in old.keys() & new.keys():
            yield from _pairs(old[key], new[key])
    elif isinstance(old, list | tuple) and isinstance(new, list | tuple):
        for one, other in zip(old, new, strict=False):
            yield from _pairs(one, other)
    else:
        yield old, new
