"""The values that cross between the process that judges and the one with the subject.

A frame has a header of JSON and a blob, which holds the bytes of arrays (`channel` sends
and receives it). Values of exact types cross, and nothing is ever unpickled. None,
bool, int, float and str stand in the header as they are, all others as a list that begins
with a tag. Lists, dicts, arrays and generators have numbers, in the order in which they
are encoded: another mention of one, or a view of an array, refers to its number.

What does not follow these rules raises `WireError`: either side may be hostile.
"""

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nnkata.subject.sandbox.memory import Array, flat, is_contiguous, span

BLOB_LIMIT = 256 << 20  # bytes
ALIGNED = 16  # bytes, as memory that is asked for: NumPy may add up otherwise if not
DEPTH, NODES = 32, 400_000
SMALL = 1 << 14  # bytes of an array that are copied sooner than compared in place
# Keys and members that are no texts: of more, somebody could choose all with one hash.
HASHED = 4096
KINDS = "biufc"  # of NumPy's dtypes: numbers and truth values
PLAIN = (type(None), bool, int, float, str)
SPAWNED = 10_000  # children of a generator's seed

Header = dict[str, Any]
# Encodes a value that has no tag of its own, or raises.
Foreign = Callable[["Encoder", Any, int], Any]
# What a generator was made from, and its state.
GeneratorState = dict[str, Any]


class WireError(Exception):
    """A frame is not what it must be."""


class TooLarge(WireError):
    """The values of a frame are more than may cross."""


def refuse_value(encoder: "Encoder", value: Any, depth: int) -> Any:
    """Raise for a value that has no tag: as `Foreign`, where there are no others."""
    raise WireError(f"a {type(value).__name__} cannot cross to another process")


class Encoder:
    """Encodes the values of one frame, and collects their bytes.

    Attributes
    ----------
    objects : list
        What has a number; a frame may refer to those that both sides `know` already.
    size : int
        Bytes of the blob so far.
    """

    def __init__(self, foreign: Foreign = refuse_value, known: Sequence[Any] = ()):
        self.objects: list[Any] = []
        self.size = 0
        self.parts: list[bytes | memoryview] = []
        self._foreign = foreign
        self._numbers: dict[int, int] = {}
        for value in known:
            self.number(value)

    def number(self, value: Any) -> None:
        """Give a value the next number; it is kept, so that its id stays its own."""
        self._numbers[id(value)] = len(self.objects)
        self.objects.append(value)

    def encode(self, value: Any, depth: int = 0) -> Any:
        """Return a value as JSON can hold it."""
        kind = type(value)
        if kind in PLAIN:
            return value
        if depth > DEPTH:
            raise WireError(f"values are nested deeper than {DEPTH} levels")
        if id(value) in self._numbers:
            return ["same", self._numbers[id(value)]]
        if kind is np.ndarray and value.dtype.kind in KINDS:
            return self.array(value)
        if kind is tuple:
            return ["tuple", self._all(value, depth)]
        if kind is list or kind is dict:
            self.number(value)
            return [kind.__name__, self.contents(value, depth)]
        if isinstance(value, np.generic) and value.dtype.kind in KINDS:
            return ["number", value.dtype.str, self._bytes(value.tobytes())]
        if is_default_generator(value):
            self.number(value)
            return ["generator", generator_state(value)]
        if kind is range:
            return ["range", value.start, value.stop, value.step]
        if kind is complex:
            return ["complex", value.real, value.imag]
        if kind is set:
            return ["set", self._all(value, depth)]
        return self._foreign(self, value, depth)

    def contents(self, value: Any, depth: int = 0) -> Any:
        """Return what is in a list, dict, array or generator, without its number."""
        if type(value) is list:
            return self._all(value, depth)
        if type(value) is dict:
            return self._all([part for pair in value.items() for part in pair], depth)
        if type(value) is np.ndarray:
            return self._array(value)
        return generator_state(value)

    def array(self, value: Array) -> list[Any]:
        self.number(value)
        return self._array(value)

    def _all(self, values: Any, depth: int) -> list[Any]:
        return [self.encode(value, depth + 1) for value in values]

    def _array(self, value: Array) -> list[Any]:
        order = "C" if value.flags.c_contiguous or not value.flags.f_contiguous else "F"
        in_order: Array = value if is_contiguous(value) else value.copy("C")
        at = self._bytes(flat(in_order).data if value.size else b"")
        facts = [value.dtype.str, list(value.shape), order, at]
        return ["array", *facts, bool(value.flags.writeable), in_order is value]

    def _bytes(self, data: bytes | memoryview) -> int:
        gap = -self.size % ALIGNED
        self.parts += [bytes(gap), data] if gap else [data]
        at = self.size + gap
        self.size = at + len(data)
        return at


class Decoder:
    """Decodes the values of one frame; whatever is not as it must be is refused.

    Attributes
    ----------
    objects : list
        What has a number, those that both sides `known` first.
    arrays : list of ndarray
        Those that came with their bytes.
    whole : set of int
        The numbers of arrays whose memory the sender had in one piece.
    sent : dict of int to memoryview
        The bytes that large arrays came with, by number.
    """

    def __init__(
        self,
        blob: memoryview | None = None,
        foreign: Callable[[list[Any]], Any] | None = None,
        known: Sequence[Any] = (),
    ):
        self.objects = list(known)
        self.arrays: list[Array] = []
        self.whole: set[int] = set()
        self.sent: dict[int, memoryview] = {}
        self._blob = memoryview(b"") if blob is None else blob
        self._foreign = foreign
        # Of all that would be there were each mention a copy, for who copies makes them.
        self._nodes, self._bytes, self._hashed = 0, 0, 0
        self._begun: list[int] = []
        self._sizes = dict.fromkeys(range(len(known)), 0)  # in values, by number

    def decode(self, value: Any, depth: int = 0) -> Any:
        """Return the value that was encoded."""
        if type(value) in PLAIN:
            return value
        if depth > DEPTH:
            raise WireError("the values of a frame are nested too deeply")
        if type(value) is not list or not value or type(value[0]) is not str:
            raise WireError("a value has no tag")
        known = TAGS.get(value[0])
        try:
            if known is not None:
                return known(self, value[1:], depth)
        except (TypeError, ValueError, LookupError, OverflowError) as error:
            raise WireError(f"a {value[0]} is malformed: {error!r:.200}") from None
        if self._foreign is None:
            raise WireError(f"there is no tag {value[0]!r:.40}")
        return self._foreign(value)

    def _count(self, nodes: int, size: int = 0) -> None:
        self._nodes += nodes
        self._bytes += size
        if self._nodes > NODES or self._bytes > BLOB_LIMIT:
            raise WireError("a frame has too many values, or too large ones")

    def array(self, body: list[Any]) -> Array:
        """Return an array, and give it a number."""
        array = self._array(body)
        if body[-1] is True:
            self.whole.add(len(self.objects))
        if array.nbytes > SMALL and array.flags.writeable and array.dtype.kind != "b":
            self.sent[len(self.objects)] = self._cut(body[3], array.nbytes)
        self.objects.append(array)
        self.arrays.append(array)
        return array

    def _array(self, body: list[Any]) -> Array:
        kind, shape, order, at, writeable, _ = body
        dtype, sizes = dtype_of(kind), shape_of(shape)
        size = dtype.itemsize * math.prod(sizes)
        if order not in ("C", "F"):
            raise WireError("an array is in no order")
        self._count(0, size)
        read = np.frombuffer(self._cut(at, size), dtype) if size else np.zeros(0, dtype)
        own = read.copy() if writeable is True else read
        if dtype.kind == "b":  # of other bytes than 0 and 1, NumPy says what it likes
            own = read.view(np.uint8) != 0
            own.flags.writeable = writeable is True
        return own.reshape(sizes, order=order)

    def change(self, value: Any, contents: Any) -> None:
        """Make a list, dict, array or generator hold what the other side's does."""
        if type(value) is list:
            value[:] = self._all([contents], 0)
        elif type(value) is dict:
            value_of = self._pairs(self._all([contents], 0))
            value.clear()
            value.update(value_of)
        elif type(value) is np.ndarray:
            new = self._array(contents[1:])
            facts = new.shape, new.dtype
            if value.flags.writeable and facts == (value.shape, value.dtype):
                value[...] = new
        else:
            set_generator_state(value, contents)

    def _all(self, body: list[Any], depth: int) -> list[Any]:
        (values,) = body
        if type(values) is not list:
            raise WireError("values are not in a list")
        self._count(len(values))
        return [self.decode(value, depth + 1) for value in values]

    def _list(self, body: list[Any], depth: int) -> list[Any]:
        values: list[Any] = []
        number = self._open(values)
        values += self._all(body, depth)
        self._close(number)
        return values

    def _dict(self, body: list[Any], depth: int) -> dict[Any, Any]:
        values: dict[Any, Any] = {}
        number = self._open(values)
        values.update(self._pairs(self._all(body, depth)))
        self._close(number)
        return values

    def _open(self, values: list[Any] | dict[Any, Any]) -> int:
        """Give a list or a dict its number, before those of what is in it."""
        self.objects.append(values)
        self._begun.append(self._nodes)
        return len(self.objects) - 1

    def _close(self, number: int) -> None:
        self._sizes[number] = self._nodes - self._begun.pop()

    def _pairs(self, parts: list[Any]) -> dict[Any, Any]:
        return dict(zip(self._hashable(parts[::2]), parts[1::2], strict=True))

    def _hashable(self, keys: list[Any]) -> list[Any]:
        self._hashed += sum(type(key) is not str for key in keys)
        if self._hashed > HASHED:
            raise WireError(f"dicts and sets have more than {HASHED} keys beside texts")
        return keys

    def _known(self, number: Any) -> Any:
        value = self.objects[integer(number, 0, len(self.objects) - 1)]
        if type(value) is list or type(value) is dict:
            if number not in self._sizes:
                raise WireError("a list or dict is in itself")
            self._count(self._sizes[number])
        if type(value) is np.ndarray:
            self._count(0, value.nbytes)
        return value

    def _range(self, body: list[Any]) -> range:
        values = range(*[integer(each, -(1 << 62)) for each in body])
        self._count(len(values))  # a list of it would be as long
        return values

    def _number(self, kind: Any, at: Any) -> Any:
        dtype = dtype_of(kind)
        return np.frombuffer(self._cut(at, dtype.itemsize), dtype)[0]

    def _generator(self, state: Any) -> np.random.Generator:
        generator = np.random.Generator(np.random.PCG64(seed_of(state)))
        set_generator_state(generator, state)
        self.objects.append(generator)
        return generator

    def _view(self, number: Any, at: Any, shape: Any, strides: Any, kind: Any) -> Array:
        """Return an array in the memory of another one, if it stays within it."""
        base = self.objects[integer(number, 0, len(self.objects) - 1)]
        dtype = dtype_of(kind)
        sizes, steps = shape_of(shape), tuple(integer(s, -BLOB_LIMIT) for s in strides)
        if type(base) is not np.ndarray or not is_contiguous(base):
            raise WireError("a view is of nothing that has memory in one piece")
        low, high = span(sizes, steps, dtype.itemsize)
        offset = integer(at)
        if len(sizes) != len(steps) or offset + low < 0 or offset + high > base.nbytes:
            raise WireError("a view reaches out of its array")
        self._count(0, dtype.itemsize * math.prod(sizes))
        view = np.ndarray(sizes, dtype, flat(base).data, offset, steps)
        self.objects.append(view)
        return view

    def _cut(self, at: Any, size: int) -> memoryview:
        begin = integer(at)
        if begin + size > len(self._blob):
            raise WireError("the blob is too short")
        return self._blob[begin : begin + size]


# Not of an object: it would refer to itself, and keep what it has decoded for long.
TAGS: dict[str, Callable[[Decoder, list[Any], int], Any]] = {
    "array": lambda self, body, depth: self.array(body),
    "view": lambda self, body, depth: self._view(*body),
    "same": lambda self, body, depth: self._known(*body),
    "tuple": lambda self, body, depth: tuple(self._all(body, depth)),
    "list": Decoder._list,
    "dict": Decoder._dict,
    "set": lambda self, body, depth: set(self._hashable(self._all(body, depth))),
    "number": lambda self, body, depth: self._number(*body),
    "generator": lambda self, body, depth: self._generator(*body),
    "range": lambda self, body, depth: self._range(body),
    "complex": lambda self, body, depth: complex(*[real(each) for each in body]),
}


# -- numbers and types that the other side claims ----------------------------------------


def integer(value: Any, low: int = 0, high: int = 1 << 62) -> int:
    """Return a value if it is a whole number within these limits."""
    if type(value) is not int or not low <= value <= high:
        raise WireError(f"expected a whole number from {low} to {high}")
    return value


def real(value: Any) -> float:
    if type(value) not in (int, float):
        raise WireError("expected a number")
    return float(value)


def dtype_of(text: Any) -> "np.dtype[Any]":
    if type(text) is not str or len(text) > 8:
        raise WireError("expected the name of a dtype")
    dtype = np.dtype(text)
    if dtype.kind not in KINDS or dtype.hasobject or dtype.itemsize > 32:
        raise WireError("only numbers and truth values cross in arrays")
    return dtype


def shape_of(lengths: Any) -> tuple[int, ...]:
    if type(lengths) is not list or len(lengths) > 32:
        raise WireError("expected a shape")
    return tuple(integer(length, 0, 1 << 40) for length in lengths)


# -- generators --------------------------------------------------------------------------


def is_default_generator(value: Any) -> bool:
    """Return whether it is a generator as `default_rng` makes it."""
    is_any = type(value) is np.random.Generator
    return is_any and type(value.bit_generator) is np.random.PCG64


def generator_state(generator: np.random.Generator) -> GeneratorState:
    """Return what makes a generator that draws, and spawns children, as this one."""
    bits: Any = generator.bit_generator
    state, seed = bits.state, bits.seed_seq
    entropy = [seed.entropy] if isinstance(seed.entropy, int) else seed.entropy
    return {
        "state": [state["state"]["state"], state["state"]["inc"]],
        "half": [state["has_uint32"], state["uinteger"]],
        "entropy": [int(part) for part in entropy or ()],
        "key": [int(part) for part in seed.spawn_key],
        "spawned": seed.n_children_spawned,
    }


def seed_of(state: Any) -> np.random.SeedSequence:
    entropy = [integer(part, 0, 1 << 256) for part in state["entropy"][:8]]
    key = tuple(integer(part, 0, 1 << 32) for part in state["key"][:DEPTH])
    return np.random.SeedSequence(
        entropy[0] if len(entropy) == 1 else entropy,
        spawn_key=key,
        n_children_spawned=integer(state["spawned"], 0, SPAWNED),
    )


def set_generator_state(generator: np.random.Generator, state: Any) -> None:
    """Put a generator into a state; children that it has spawned are spawned here, too."""
    if type(state) is not dict or not {"state", "half", "spawned"} <= state.keys():
        raise WireError("expected the state of a generator")
    (now, step), (has_half, half) = state["state"], state["half"]
    inner = {
        "state": integer(now, 0, (1 << 128) - 1),
        "inc": integer(step, 0, (1 << 128) - 1),
    }
    bits: Any = generator.bit_generator
    bits.state = {
        "bit_generator": "PCG64",
        "state": inner,
        "has_uint32": integer(has_half, 0, 1),
        "uinteger": integer(half, 0, (1 << 32) - 1),
    }
    more = integer(state["spawned"], 0, SPAWNED) - bits.seed_seq.n_children_spawned
    if more > 0:
        bits.seed_seq.spawn(more)
