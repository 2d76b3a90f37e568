"""Pickles: named arrays come out, and nothing ever runs."""

import collections
import datetime
import gzip
import os
import pickle
import pickletools

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nnkata.data.readers import safe_pickle
from nnkata.data.readers.safe_pickle import pickled_arrays
from nnkata.errors import DataError

STEADY = settings(max_examples=400)
PROTOCOLS = pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
ARRAYS = {
    "floats": np.arange(6.0).reshape(2, 3),
    "fortran": np.asfortranarray(np.arange(6, dtype=np.int16).reshape(2, 3)),
    "slice": np.arange(20, dtype=np.uint8)[::3],
    "big-endian": np.arange(3, dtype=">i4"),
    "flags": np.array([True, False]),
    "complex": np.array([1 + 2j]),
    "texts": np.array(["a", "bcd"]),
    "bytes": np.array([b"a", b"bcd"]),
    "one number": np.array(5),
    "nothing": np.zeros((0, 3), np.float32),
}


@pytest.fixture
def read(tmp_path):
    def reading(content):
        file = tmp_path / "some.pkl"
        file.write_bytes(content)
        return {key: get() for key, get in pickled_arrays(file).items()}

    return reading


@PROTOCOLS
@pytest.mark.parametrize("name", ARRAYS)
def test_an_array_comes_back_as_it_was(read, name, protocol):
    array = ARRAYS[name]
    found = read(pickle.dumps({"X": array}, protocol))["X"]
    assert found.dtype == array.dtype
    assert found.shape == array.shape
    assert np.array_equal(found, array)


@PROTOCOLS
def test_an_array_can_be_changed(read, protocol):
    found = read(pickle.dumps({"X": np.zeros(3)}, protocol))["X"]
    found[0] = 1
    assert found.tolist() == [1, 0, 0]


@PROTOCOLS
@pytest.mark.parametrize(
    "value", [[1, 2.5], (), "text", 10**40, None, np.float32(0.1), b"x", {"a": [1]}]
)
def test_what_is_no_named_array_is_told(read, value, protocol):
    with pytest.raises(DataError, match=r"holds 'seed', which is not a named array"):
        read(pickle.dumps({"X": np.zeros(3), "seed": value}, protocol))


@pytest.mark.parametrize("value", [[1], np.zeros(3), 4])
def test_a_pickle_of_one_nameless_thing_is_told(read, value):
    with pytest.raises(DataError, match="expected a dict of named arrays"):
        read(pickle.dumps(value))


def test_what_is_there_twice_stays_one(read):
    array = np.zeros(2)
    first, second = read(pickle.dumps({"X": array, "y": array})).values()
    assert first is second


def test_a_packed_pickle_is_read(read):
    packed = gzip.compress(pickle.dumps({"X": np.ones(1)}))
    assert read(packed)["X"].tolist() == [1]


def test_a_pickle_of_python_2_is_read(read):
    # What Python 2.7 with NumPy 1.16 wrote of an array of two bytes, 7 and 255.
    content = (
        b"cnumpy.core.multiarray\n_reconstruct\np0\n(cnumpy\nndarray\np1\n(I0\ntp2\n"
        b"S'b'\np3\ntp4\nRp5\n(I1\n(I2\ntp6\ncnumpy\ndtype\np7\n(S'u1'\np8\nI0\nI1\n"
        b"tp9\nRp10\n(I3\nS'|'\np11\nNNNI-1\nI-1\nI0\ntp12\nbI00\nS'\\x07\\xff'\np13\n"
        b"tp14\nb."
    )
    assert read(named(content))["X"].tolist() == [7, 255]


def named(content):
    """The same in a dict, under the name X."""
    return b"(S'X'\n" + content[:-1] + b"d."


class Hostile:
    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


@PROTOCOLS
@pytest.mark.parametrize(
    "function, arguments",
    [
        (os.system, ("echo it ran",)),
        (eval, ("1 / 0",)),
        (exec, ("raise SystemExit",)),
        (getattr, ("", "join")),
        (open, ("made", "w")),
        (np.load, ("some.pkl",)),
        (np.frombuffer, (b"x",)),
        (collections.OrderedDict, ()),
        (pickle.loads, (b"N.",)),
    ],
)
def test_a_pickle_that_would_run_code_runs_nothing(read, function, arguments, protocol):
    content = pickle.dumps(Hostile(function, *arguments), protocol)
    with pytest.raises(DataError, match=r"which could run code\. It was not loaded"):
        read(content)


@pytest.mark.parametrize(
    "value",
    [
        datetime.date(2000, 1, 1),
        collections.Counter("ab"),
        np.random.default_rng(0),
        np.ma.array([1, 2], mask=[0, 1]),
        Hostile,
    ],
)
def test_an_object_is_refused(read, value):
    with pytest.raises(DataError, match=r"some\.pkl wants to use"):
        read(pickle.dumps(value))


@pytest.mark.parametrize(
    "value",
    [
        np.array([None]),
        np.zeros(2, dtype=[("x", "f4")]),
        np.array(["2000"], "M8[D]"),
        np.zeros(1, dtype="V3"),
    ],
)
def test_an_array_of_anything_but_numbers_and_texts_is_refused(read, value):
    with pytest.raises(DataError, match="expected numbers or strings"):
        read(pickle.dumps(value))


def test_a_container_that_holds_itself_is_refused(read):
    endless = {}
    endless["X"] = endless
    with pytest.raises(DataError, match="not a named array"):
        read(pickle.dumps(endless))


def test_a_container_that_doubles_itself_is_refused_at_once(read):
    doubled = [0]
    for _ in range(100):
        doubled = [doubled, doubled]
    with pytest.raises(DataError, match="not a named array"):
        read(pickle.dumps({"X": doubled}))


NDARRAY = b"cnumpy\nndarray\n"
MAKE = b"cnumpy.core.multiarray\n_reconstruct\n"
DTYPE = b"cnumpy\ndtype\n(S'f8'\nI0\nI1\ntR"
HOSTILE = {
    "a size beyond every memory": b"\x8e" + b"\xff" * 7 + b"\x00.",
    "bytes to change beyond every memory": b"\x96" + b"\xff" * 7 + b"\x00.",
    "a bytearray beyond every memory": b"c__builtin__\nbytearray\n(I99999999999\ntR.",
    "an array that is never filled": MAKE + b"(" + NDARRAY + b"(I0\ntS'b'\ntR.",
    "a bare name": NDARRAY + b".",
    "a state for a function": MAKE + b"(dS'__doc__'\nS'x'\nsb.",
    "a state for a list": b"](dS'x'\nI1\nsb.",
    "an instance": b"(inumpy\ndtype\n.",
    "a new object": b"\x80\x02cnumpy\ndtype\n)\x81.",
    "a persistent name": b"Psomewhere\n.",
    "an extension": b"\x82\x01.",
    "a call of a text": b"S'x'\n)R.",
    "an array's negative shape": b"cnumpy._core.numeric\n_frombuffer\n(C\x00"
    + DTYPE
    + b"(I-1\ntS'C'\ntR.",
    "an array with fewer bytes than it says": b"cnumpy._core.numeric\n_frombuffer\n(C\x00"
    + DTYPE
    + b"(I9\ntS'C'\ntR.",
    "another class of array": MAKE + b"(cbuiltins\nset\n(I0\ntS'b'\ntR.",
    "an array made by hand": NDARRAY + b")R.",
    "bytes in another encoding": b"c_codecs\nencode\n(Vx\nVrot13\ntR.",
    "very deep": b"(" * 5000 + b"l" * 5000 + b".",
    "nested beyond recursion": b"]" * 5000 + b"a" * 4999 + b".",
    "no end": b"N",
    "nothing": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("wrapped", [bytes, named])
def test_a_hostile_pickle_is_refused(read, name, wrapped):
    with pytest.raises(DataError, match=r"some\.pkl"):
        read(wrapped(HOSTILE[name]))


def test_a_memo_of_a_huge_number_costs_no_memory(read):
    assert read(b"}\x72\xff\xff\xff\x7f.") == {}


def test_a_hostile_pickle_leaves_the_reader_as_it_was(read):
    before = safe_pickle._Array.__doc__
    with pytest.raises(DataError):
        read(HOSTILE["a state for a function"])
    assert safe_pickle._Array.__doc__ == before


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        pickled_arrays(tmp_path / "nowhere.pkl")


def plain_or_refused(read, content):
    try:
        found = read(content)
    except DataError:
        return True
    return all(array.dtype.kind in "biufcSU" for array in found.values())


OPCODES = st.sampled_from([code.code.encode("latin-1") for code in pickletools.opcodes])
PIECES = st.sampled_from([NDARRAY, MAKE, DTYPE, b"(", b"t", b"R", b"b", b"I3\n", b")"])


@STEADY
@given(parts=st.lists(OPCODES | PIECES | st.binary(max_size=9), max_size=12))
@example(parts=[MAKE, b"(d", b"b", b"."])
def test_any_instructions_give_plain_data_or_a_data_error(read, parts):
    assert plain_or_refused(read, b"".join(parts) + b".")


WHOLE = pickle.dumps({"X": np.arange(4.0), "y": np.array([1, 2])}, 2)


@STEADY
@given(changes=st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))))
def test_a_changed_pickle_gives_plain_data_or_a_data_error(read, changes):
    content = bytearray(WHOLE)
    for place, value in changes:
        content[place] = value
    assert plain_or_refused(read, bytes(content))


def test_a_damaged_pickle_is_told_with_what_to_do(read):
    with pytest.raises(DataError, match="get it again"):
        read(b"(.")
