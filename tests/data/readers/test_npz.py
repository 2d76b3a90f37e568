"""npz archives: every file is plain arrays, or a `DataError`."""

import io
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnkata.data.readers.array_files import read_npz
from nnkata.errors import DataError

NUMBERS = np.arange(6, dtype=np.float32).reshape(2, 3)
STEADY = settings(max_examples=200)


def npz(**arrays):
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return stream.getvalue()


def npy(array):
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def zipped(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.npy", content)
    return stream.getvalue()


@pytest.fixture
def read(tmp_path):
    def reading(content, *keys):
        file = tmp_path / "some.npz"
        file.write_bytes(content)
        return read_npz(file, keys)

    return reading


@pytest.mark.parametrize(
    "array",
    [
        NUMBERS,
        np.asfortranarray(NUMBERS),
        np.array(5),
        np.zeros((0, 3)),
        np.array(["a", "bc"]),
        np.array([b"a", b"bc"]),
        np.array([True, False]),
    ],
)
def test_an_array_comes_back_as_it_was(read, array):
    found = read(npz(a=array))["a"]
    assert found.dtype == array.dtype
    assert found.shape == array.shape
    assert np.array_equal(found, array)


def test_only_the_wanted_arrays_are_read(read):
    assert [*read(npz(a=NUMBERS, b=NUMBERS), "b")] == ["b"]


def test_arrays_come_in_the_order_they_were_asked_for(read):
    assert [*read(npz(a=NUMBERS, b=NUMBERS), "b", "a")] == ["b", "a"]


def test_a_missing_array_is_told_with_those_there_are(read):
    with pytest.raises(DataError, match=r"no array named 'x_train'. It has: a, b\."):
        read(npz(b=NUMBERS, a=NUMBERS), "x_train")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(DataError, match="cannot be read as an npz archive: "):
        read_npz(tmp_path / "nowhere.npz")


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive", npy(NUMBERS)])
def test_what_is_no_archive_is_told(read, content):
    with pytest.raises(DataError, match="is damaged or another kind of file"):
        read(content)


def test_an_archive_that_is_cut_is_told(read):
    with pytest.raises(DataError, match="is damaged or another kind of file"):
        read(npz(a=NUMBERS)[:-30])


def test_an_array_that_is_cut_is_told_with_its_bytes(read):
    with pytest.raises(DataError, match="'a' promises 24 bytes and holds 20"):
        read(zipped(a=npy(NUMBERS)[:-4]))


def test_an_array_with_more_than_its_header_says_is_told(read):
    with pytest.raises(DataError, match="'a' promises 24 bytes and holds 25"):
        read(zipped(a=npy(NUMBERS) + b"!"))


def test_an_array_of_a_size_that_no_memory_has_is_refused(read):
    header = npy(NUMBERS).replace(b"(2, 3), }", b"(999999999, 999999), }")
    with pytest.raises(DataError, match="bytes: too many for a dataset"):
        read(zipped(a=header))


class Hostile:
    def __reduce__(self):
        return exec, ("raise SystemError('it ran')",)


def test_an_array_of_objects_is_refused_and_runs_nothing(read):
    hostile = np.array([Hostile()], dtype=object)
    with pytest.raises(DataError, match="loading them could run code"):
        read(npz(a=hostile))


def test_records_are_refused(read):
    with pytest.raises(DataError, match="expected numbers or strings"):
        read(npz(a=np.zeros(2, dtype=[("x", "f4"), ("y", "f4")])))


@STEADY
@given(content=st.binary(max_size=300))
def test_any_bytes_in_an_archive_give_arrays_or_a_data_error(read, content):
    try:
        found = read(zipped(a=content))
    except DataError:
        return
    assert isinstance(found["a"], np.ndarray)


@STEADY
@given(place=st.integers(0, 10**6), value=st.integers(0, 255), cut=st.integers(0, 20))
def test_a_changed_archive_gives_arrays_or_a_data_error(read, place, value, cut):
    content = bytearray(npz(a=NUMBERS, b=np.array(["x"])))
    content[place % len(content)] = value
    try:
        found = read(bytes(content[: len(content) - cut]))
    except DataError:
        return
    assert all(isinstance(array, np.ndarray) for array in found.values())


HEADERS = st.builds(
    lambda descr, order, shape: (
        b"{'descr': "
        + descr
        + b", 'fortran_order': "
        + order
        + b", 'shape': "
        + shape
        + b", }"
    ),
    st.sampled_from([b"'<f4'", b"'|O'", b"'<U9'", b"[('a', '<f4')]", b"'x'", b"1"]),
    st.sampled_from([b"True", b"False", b"2", b"__import__('os')"]),
    st.sampled_from([b"(2, 3)", b"()", b"(-1,)", b"(2**9,)", b"('a',)", b"(" * 300]),
)


@STEADY
@given(header=HEADERS, body=st.binary(max_size=32))
def test_any_header_gives_an_array_or_a_data_error(read, header, body):
    content = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + body
    try:
        found = read(zipped(a=content))
    except DataError:
        return
    assert found["a"].tobytes() == body
