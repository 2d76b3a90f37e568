"""Frames: what crosses comes out as it went in, and nothing else comes out."""

import json
import math
import os
import random
import struct
import threading
from contextlib import nullcontext

import numpy as np
import pytest

from nnkata.subject.sandbox.changes import Tracked, apply_changes
from nnkata.subject.sandbox.channel import LENGTHS, Channel
from nnkata.subject.sandbox.host import MALFORMED
from nnkata.subject.sandbox.wire import (
    BLOB_LIMIT,
    DEPTH,
    HASHED,
    NODES,
    Decoder,
    Encoder,
    WireError,
    generator_state,
)

# More by `NNKATA_FRAMES=10000000 python -m pytest tests/subject/sandbox/test_wire.py`.
FRAMES = int(os.environ.get("NNKATA_FRAMES", 100_000))


def crossed(value, known=(), counterparts=()):
    """Return a value after its way through a frame."""
    encoder = Encoder(known=known)
    text = json.dumps(encoder.encode(value))
    decoder = Decoder(memoryview(b"".join(encoder.parts)), known=counterparts)
    return decoder.decode(json.loads(text))


def same(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        facts = [(x.shape, x.dtype, x.flags.writeable) for x in (a, b)]
        return facts[0] == facts[1] and a.tobytes() == b.tobytes()
    if isinstance(a, tuple | list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, np.generic):
        return a.dtype == b.dtype and a.tobytes() == b.tobytes()
    return a == b or (a != a and b != b)


VALUES = [
    None,
    True,
    -3,
    2**80,
    0.1,
    math.inf,
    math.nan,
    "é\ud800\0",
    (1, [2.5, {"a": (None,)}]),
    {1: "one", (2, 3): "pair", None: 0.5},
    {1, "two"},
    range(3, 9, 2),
    2 - 1j,
    np.float32(0.1),
    np.int8(-1),
    np.bool_(True),
    np.array(7.0),
    np.zeros((0, 3)),
    np.arange(6.0).reshape(2, 3),
    np.asfortranarray(np.arange(6.0).reshape(2, 3)),
    np.arange(24).reshape(2, 3, 4)[:, ::2, ::-1],
    np.arange(5, dtype=">i2"),
    np.array([True, False]),
    np.array([1 + 2j], dtype=np.complex64),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_comes_out_as_it_went_in(value):
    assert same(crossed(value), value)


def test_an_array_keeps_its_order_in_memory():
    fortran = np.asfortranarray(np.ones((2, 3)))
    assert crossed(fortran).flags.f_contiguous
    assert crossed(np.ones((2, 3))).flags.c_contiguous


def test_an_array_that_cannot_be_written_to_comes_out_so():
    array = np.arange(3)
    array.flags.writeable = False
    assert not crossed(array).flags.writeable


def test_one_object_in_two_places_is_one_object_on_the_other_side():
    array, part = np.arange(3.0), [1]
    a, b, (c, d) = crossed((array, array, (part, part)))
    assert a is b
    assert c is d


def test_what_both_sides_know_is_not_sent_again():
    here, there = [1, 2], [1, 2]
    assert crossed((here,), known=[here], counterparts=[there])[0] is there


def test_a_generator_draws_and_spawns_as_the_one_it_came_from():
    rng = np.random.default_rng(5)
    rng.integers(3, dtype=np.int32)  # half of a draw is left over
    rng.spawn(2)
    other = crossed(rng)
    assert rng.integers(100, size=9, dtype=np.int32).tolist() == (
        other.integers(100, size=9, dtype=np.int32).tolist()
    )
    assert rng.spawn(1)[0].random() == other.spawn(1)[0].random()


@pytest.mark.parametrize(
    "seed", [None, 7, [1, 2, 3], np.random.SeedSequence(3).spawn(2)[1]]
)
def test_a_generator_may_have_any_seed(seed):
    rng = np.random.default_rng(seed)
    assert crossed(rng).spawn(1)[0].random() == rng.spawn(1)[0].random()


CHANGES = {
    "none": (lambda x: None, False),
    "a number": (lambda x: x.__setitem__((1, 2), 5), True),
    "the sign of a zero": (lambda x: x.__setitem__((0, 0), -0.0), True),
    "a number, then locked": (lambda x: (x.fill(1), x.setflags(write=False)), True),
    "its type": (lambda x: (setattr(x, "dtype", np.uint8), x.fill(1)), True),
}


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("dtype", [np.float64, np.int16])
@pytest.mark.parametrize("name", CHANGES)
def test_large_arrays_are_compared_with_what_was_sent(name, dtype, order):
    change, is_one = CHANGES[name]
    if name == "the sign of a zero" and dtype is not np.float64:
        is_one = False
    encoder = Encoder()
    value = encoder.encode(np.zeros((101, 203), dtype, order=order))
    decoder = Decoder(memoryview(bytearray(b"".join(map(bytes, encoder.parts)))))
    array = decoder.decode(value)
    assert decoder.sent.keys() == {0}
    tracked = Tracked(decoder.objects, decoder.sent)
    if name == "its type" and order == "F":
        array = array.T  # NumPy changes the type of rows alone
    change(array)
    told = [number for number, _ in tracked.changes(Encoder(known=decoder.objects))]
    assert told == [0] * is_one
    assert tracked.changes(Encoder(known=decoder.objects)) == []


def test_changes_reach_the_object_they_were_made_to():
    here = [[1, 2], {"a": 1}, np.zeros((2, 2)), np.random.default_rng(1), np.zeros(3)]
    there = [[1, 2], {"a": 1}, np.zeros((2, 2)), np.random.default_rng(1), np.ones(3)]
    tracked = Tracked(there)
    there[0].append(there[1])
    there[1]["b"] = np.arange(2)
    there[2][1] = 5
    there[3].random()
    there[3].spawn(1)
    encoder = Encoder(known=there)
    changes = json.loads(json.dumps(tracked.changes(encoder)))
    apply_changes(Decoder(memoryview(b"".join(encoder.parts)), known=here), changes)
    assert [number for number, _ in changes] == [0, 1, 2, 3]
    assert here[0][2] is here[1]
    assert here[1]["b"].tolist() == [0, 1]
    assert here[2].tolist() == [[0, 0], [5, 5]]
    assert generator_state(here[3]) == generator_state(there[3])


def test_an_array_that_cannot_be_written_to_is_not_changed():
    array = np.zeros(2)
    array.flags.writeable = False
    encoder = Encoder()
    contents = encoder.contents(np.ones(2))
    Decoder(memoryview(b"".join(encoder.parts))).change(array, contents)
    assert array.tolist() == [0, 0]


def nested(depth):
    value = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value", [nested(DEPTH + 2), np.array([None]), np.array(["a"]), object(), len, b"x"]
)
def test_what_has_no_tag_cannot_be_sent(value):
    with pytest.raises(WireError):
        Encoder().encode(value)


def deep(tag, depth):
    value = None
    for _ in range(depth):
        value = [tag, [value]]
    return value


ARRAY = ["array", "<f8", [2], "C", 0, True, True]
HOSTILE = {
    "no tag": [],
    "a tag that is no text": [1],
    "an unknown tag": ["eval", "1"],
    "an object": {"a": 1},
    "too deep": deep("list", DEPTH + 2),
    "too many": ["list", [["tuple", []]] * (NODES + 1)],
    "an unknown number": ["same", 0],
    "a negative number": [["tuple", [["list", []], ["same", -1]]]][0],
    "an object dtype": ["array", "|O", [1], "C", 0, True, True],
    "a dtype of records": ["array", "i4,i4", [1], "C", 0, True, True],
    "a text dtype": ["array", "<U8", [1], "C", 0, True, True],
    "a dtype that is none": ["array", "rm -rf", [1], "C", 0, True, True],
    "a shape larger than the blob": ["array", "<f8", [1 << 20], "C", 0, True, True],
    "a shape that overflows": ["array", "<f8", [1 << 39] * 8, "C", 0, True, True],
    "a negative shape": ["array", "<f8", [-1], "C", 0, True, True],
    "a shape of truth values": ["array", "<f8", [True], "C", 0, True, True],
    "one list many times": [
        *("list", [["list", [0] * 999], *[["same", 1]] * (NODES // 999)]),
    ],
    "a list in itself": ["list", [["same", 0]]],
    "a dict in a list in itself": ["dict", ["a", ["list", [["same", 0]]]]],
    "a long range": ["range", 0, 1 << 50, 1],
    "a view that stretches its array": [
        *("tuple", [ARRAY, ["view", 0, 0, [1 << 35], [0], "<f8"]]),
    ],
    "too many dimensions": ["array", "<f8", [1] * 65, "C", 0, True, True],
    "an offset beyond the blob": ["array", "<f8", [1], "C", 1 << 40, True, True],
    "an array without facts": ["array"],
    "a view of nothing": ["view", 0, 0, [1], [8], "<f8"],
    "a view before its array": ["tuple", [ARRAY, ["view", 0, -8, [1], [8], "<f8"]]],
    "a view beyond its array": ["tuple", [ARRAY, ["view", 0, 8, [2], [8], "<f8"]]],
    "a view that goes backwards": ["tuple", [ARRAY, ["view", 0, 0, [2], [-8], "<f8"]]],
    "a view with fewer strides": ["tuple", [ARRAY, ["view", 0, 0, [2, 1], [8], "<f8"]]],
    "a view of a list": ["tuple", [["list", []], ["view", 0, 0, [1], [8], "<f8"]]],
    "a key that cannot be hashed": ["dict", [["list", []], 1]],
    "a key without a value": ["dict", ["a"]],
    "keys of one hash": ["dict", [x for i in range(HASHED + 1) for x in (i, 0)]],
    "a generator without a state": ["generator", {}],
    "a generator that spawns for ever": [
        "generator",
        {
            "state": [1, 1],
            "half": [0, 0],
            "entropy": [1],
            "key": [],
            "spawned": 1 << 60,
        },
    ],
    "an endless range": ["range", 0, 1 << 70, 1],
    "a range of step 0": ["range", 0, 1, 0],
    "a complex text": ["complex", "1", 2],
}


def test_an_array_that_is_there_many_times_is_as_large_as_its_copies():
    array = ["array", "|u1", [1 << 20], "C", 0, True, True]
    many = BLOB_LIMIT >> 20
    for times, is_refused in ((many - 1, False), (many, True)):
        decoder = Decoder(memoryview(bytes(1 << 20)))
        with pytest.raises(WireError) if is_refused else nullcontext():
            decoder.decode(["tuple", [array, *[["same", 0]] * times]])


def test_changes_are_as_large_as_their_copies():
    contents = ["array", "|u1", [1 << 20], "C", 0, True, True]
    changes = [[0, contents]] * ((BLOB_LIMIT >> 20) + 1)
    decoder = Decoder(memoryview(bytes(1 << 20)), known=[np.zeros(1 << 20, np.uint8)])
    apply_changes(decoder, changes[1:])
    with pytest.raises(WireError):
        apply_changes(decoder, changes[:1])


def test_keys_of_many_dicts_are_counted_together():
    part = ["dict", [x for i in range(HASHED // 2) for x in (i, 0)]]
    assert len(Decoder().decode(["tuple", [part, part]])) == 2
    with pytest.raises(WireError):
        Decoder().decode(["tuple", [part, part, ["set", [1]]]])


def test_a_truth_value_is_one_of_two():
    blob = memoryview(bytes([0, 1, 2, 255]))
    for writeable in (True, False):
        array = Decoder(blob).decode(["array", "|b1", [4], "C", 0, writeable, True])
        assert array.view(np.uint8).tolist() == [0, 1, 1, 1]
        assert array.flags.writeable is writeable


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_value_is_refused(name):
    with pytest.raises(WireError):
        Decoder(memoryview(bytes(16))).decode(HOSTILE[name])


@pytest.mark.parametrize(
    "changes", [[[5, ["list", []]]], [[0, 3]], [[0]], [[0, [["x"]]]]]
)
def test_hostile_changes_are_refused(changes):
    with pytest.raises((WireError, ValueError, TypeError, LookupError)):
        apply_changes(Decoder(known=[[1]]), changes)


# -- the channel -------------------------------------------------------------------------


@pytest.fixture
def ends():
    """A channel, and the two descriptors of the other side: to write to, to read from."""
    reads, theirs_out = os.pipe()
    theirs_in, writes = os.pipe()
    yield Channel(reads, writes), theirs_out, theirs_in
    for descriptor in (reads, writes, theirs_in):
        os.close(descriptor)


def received(ends, data):
    """Return what a channel receives of the bytes that the other side wrote."""
    channel, theirs, _ = ends
    writer = threading.Thread(target=lambda: (os.write(theirs, data), os.close(theirs)))
    writer.start()
    try:
        return channel.receive()
    finally:
        writer.join()


def test_frames_that_come_together_are_received_one_by_one(ends):
    frame = LENGTHS.pack(9, 3) + b'{"a": 10}' + b"xyz"
    header, blob = received(ends, frame * 2)
    assert (header, bytes(blob)) == ({"a": 10}, b"xyz")
    header, blob = ends[0].receive()
    assert (header, bytes(blob)) == ({"a": 10}, b"xyz")


@pytest.mark.parametrize("size", [0, 1, 1 << 16, 3_000_000])
def test_a_blob_of_any_size_crosses(size):
    reads, writes = os.pipe()
    encoder = Encoder()
    array = np.arange(size, dtype=np.uint8)
    header = {"value": encoder.encode(array)}
    sender = threading.Thread(target=Channel(-1, writes).send, args=(header, encoder))
    sender.start()
    header, blob = Channel(reads, -1).receive()
    sender.join()
    assert Decoder(blob).decode(header["value"]).tobytes() == array.tobytes()
    os.close(reads)
    os.close(writes)


@pytest.mark.parametrize(
    "data",
    [
        LENGTHS.pack(1 << 31, 0),
        LENGTHS.pack(2, BLOB_LIMIT + 1) + b"{}",
        LENGTHS.pack(2, 0) + b"[]",
        LENGTHS.pack(3, 0) + b"\xff{}",
        LENGTHS.pack(100_000, 0) + b"[" * 100_000,
        LENGTHS.pack(6000, 0) + b'{"a":' + b"1" * 5994 + b"}",
    ],
    ids=["header", "blob", "list", "no text", "deep", "long number"],
)
def test_a_frame_that_is_none_is_refused(ends, data):
    with pytest.raises(WireError):
        received(ends, data)


@pytest.mark.parametrize("data", [b"", b"\1", LENGTHS.pack(9, 0) + b"{}"])
def test_an_early_end_is_an_end(ends, data):
    with pytest.raises(EOFError):
        received(ends, data)


# -- what nobody thought of ----------------------------------------------------------------

TEXTS = ("array", "view", "same", "tuple", "list", "dict", "set", "number", "generator")
TEXTS += ("range", "complex", "<f8", "<i4", "|b1", "|O", "C", "F", "handle", "")
NUMBERS = (0, 1, -1, 2, 8, 16, 255, 1 << 31, 1 << 40, 1 << 62, 1 << 70, -(1 << 62))


def any_value(draw, depth=0):
    """Return a random value as JSON can hold it, near to what a frame may hold."""
    kind = draw.randrange(9 if depth < 4 else 5)
    if kind < 2:
        return draw.choice(NUMBERS)
    if kind == 2:
        return draw.choice((None, True, False, 0.5, math.nan, math.inf))
    if kind < 5:
        return draw.choice(TEXTS)
    parts = [any_value(draw, depth + 1) for _ in range(draw.randrange(5))]
    return [draw.choice(TEXTS), *parts] if kind < 8 else parts


def spoilt(draw, value):
    """Return a valid value with some of its parts exchanged."""
    if draw.random() < 0.08:
        return any_value(draw, 3)
    if isinstance(value, list):
        parts = [spoilt(draw, part) for part in value]
        if parts and draw.random() < 0.05:
            parts.pop(draw.randrange(len(parts)))
        return parts
    return value


def valid_values():
    encoder = Encoder()
    rng, array = np.random.default_rng(1), np.arange(4.0)
    values = [
        (1, [2, {"a": array}], array),
        rng,
        {1: rng},
        {"b": {2, 3}},
        np.float32(1),
    ]
    encoded = [encoder.encode(value) for value in values]
    encoded.append(["tuple", [ARRAY, ["view", 0, 0, [2], [8], "<f8"]]])
    return json.loads(json.dumps(encoded)), memoryview(
        b"".join(map(bytes, encoder.parts))
    )


def test_random_frames_are_decoded_or_refused():
    draw = random.Random(0)
    valid, blob = valid_values()
    counts = {"decoded": 0, "refused": 0}
    for number in range(FRAMES):
        value = any_value(draw) if number % 4 == 0 else spoilt(draw, draw.choice(valid))
        known = [[1], {"a": 1}, np.zeros(2), np.random.default_rng(0)][: number % 5]
        try:
            Decoder(blob, known=known).decode(value)
            counts["decoded"] += 1
        except WireError:
            counts["refused"] += 1
    assert min(counts.values()) > FRAMES / 50  # both ways were taken often


def test_random_changes_are_made_or_refused():
    draw = random.Random(0)
    valid, blob = valid_values()
    array = Encoder().contents(np.zeros(2))
    parts = [["a", 2], [1, 2, 3], [], array, generator_state(np.random.default_rng(1))]
    counts = {"made": 0, "refused": 0}
    for _ in range(FRAMES // 5):
        known = [[1], {"a": 1}, np.zeros(2), np.random.default_rng(0)]
        decoder, contents = Decoder(blob, known=known), draw.choice([*valid, *parts])
        contents = contents if draw.random() < 0.3 else spoilt(draw, contents)
        try:
            apply_changes(decoder, [[draw.randrange(-1, 6), contents]])
            counts["made"] += 1
        except MALFORMED:
            counts["refused"] += 1
        kinds = [list, dict, np.ndarray, np.random.Generator]
        assert [*map(type, known)] == kinds
        assert known[2].shape == (2,)
    assert min(counts.values()) > FRAMES / 250


def test_random_bytes_are_no_frame(ends):
    draw = random.Random(0)
    reads, writes = os.pipe()
    for _ in range(min(FRAMES, 20_000)):
        header = draw.randbytes(draw.randrange(40))
        head = struct.pack(
            "<IQ", draw.choice((len(header), 0, 99)), draw.choice((0, 3))
        )
        os.write(writes, head + header)
        channel = Channel(reads, -1, wait=refuse_to_wait(reads))
        with pytest.raises((WireError, EOFError)):
            channel.receive()
    os.close(reads)
    os.close(writes)


def refuse_to_wait(descriptor):
    """Return a wait that ends where nothing more will come."""
    os.set_blocking(descriptor, False)

    def wait(waited, writing):
        import select

        if not select.select([waited], [], [], 0)[0]:
            raise EOFError

    return wait
