"""The IDX format: every file is an array, or a `DataError`."""

import gzip
import struct

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nnkata.data.readers.idx import read_idx
from nnkata.errors import DataError

PICTURES = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)


def idx(array):
    header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return header + array.tobytes()


@pytest.fixture
def read(tmp_path):
    def reading(content):
        file = tmp_path / "some-idx-ubyte"
        file.write_bytes(content)
        return read_idx(file)

    return reading


@pytest.mark.parametrize("shape", [(0,), (5,), (2, 3), (2, 3, 4), (1, 2, 3, 4)])
def test_an_array_comes_back_as_it_was(read, shape):
    array = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    found = read(idx(array))
    assert found.shape == shape
    assert np.array_equal(found, array)


def test_a_packed_array_comes_back_as_it_was(read):
    assert np.array_equal(read(gzip.compress(idx(PICTURES))), PICTURES)


def test_a_file_of_zero_bytes_is_told(read):
    with pytest.raises(DataError, match="is not an IDX file: it has only 0 bytes"):
        read(b"")


def test_a_file_cut_within_its_magic_number_is_told(read):
    with pytest.raises(DataError, match="it has only 3 bytes"):
        read(idx(PICTURES)[:3])


@pytest.mark.parametrize("length", [4, 7, 15])
def test_a_file_cut_within_its_header_is_told(read, length):
    with pytest.raises(DataError, match="ends within its header: it is truncated"):
        read(idx(PICTURES)[:length])


@pytest.mark.parametrize("length, held", [(16, 0), (39, 23)])
def test_a_file_cut_within_its_data_is_told(read, length, held):
    with pytest.raises(
        DataError, match=rf"24 bytes of shape \(2, 3, 4\), it holds {held}"
    ):
        read(idx(PICTURES)[:length])


def test_more_bytes_than_promised_are_told(read):
    with pytest.raises(DataError, match=r"promises 24 bytes .* it holds 25"):
        read(idx(PICTURES) + b"!")


@pytest.mark.parametrize(
    "magic", ["00010801", "00000a01", "00000f01", "00000800", "00000805", "89504e47"]
)
def test_a_wrong_magic_number_is_shown(read, magic):
    with pytest.raises(DataError, match=f"it begins with {magic}"):
        read(bytes.fromhex(magic) + bytes(20))


@pytest.mark.parametrize("length", [2, 5, 12, 30, -1])
def test_a_packed_file_that_is_cut_is_told(read, length):
    packed = gzip.compress(idx(PICTURES), mtime=0)
    with pytest.raises(DataError, match=r"cannot be read: .*get it anew"):
        read(packed[:length])


def test_a_packed_file_with_a_flipped_byte_is_told(read):
    packed = bytearray(gzip.compress(idx(PICTURES), mtime=0))
    packed[-6] ^= 1
    with pytest.raises(DataError, match="cannot be read"):
        read(bytes(packed))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        read_idx(tmp_path / "nowhere")


def test_sizes_that_no_array_can_have_are_told(read):
    header = struct.pack(">HBBIIII", 0, 8, 4, 0, 2**32 - 1, 2**32 - 1, 2**32 - 1)
    with pytest.raises(DataError, match=r"no array has the shape \(0, 4294967295,"):
        read(header)


HEADERS = st.builds(
    lambda kind, sizes: struct.pack(f">HBB{len(sizes)}I", 0, kind, len(sizes), *sizes),
    st.sampled_from([8, 8, 8, 9]),
    st.lists(st.integers(0, 4) | st.integers(0, 2**32 - 1), min_size=1, max_size=5),
)


@settings(max_examples=300)
@given(head=st.just(b"") | HEADERS, tail=st.binary(max_size=64), packed=st.booleans())
@example(head=b"\x1f\x8b", tail=b"", packed=False)
def test_any_bytes_give_an_array_or_a_data_error(read, head, tail, packed):
    content = gzip.compress(head + tail) if packed else head + tail
    try:
        found = read(content)
    except DataError:
        return
    assert idx(found) == head + tail


@pytest.mark.parametrize(
    "kind, name", [(0x09, "signed bytes"), (0x0D, "floats of 4 bytes")]
)
def test_numbers_that_are_no_unsigned_bytes_are_named(read, kind, name):
    with pytest.raises(
        DataError, match=f"of {name}, expected unsigned bytes, 0 to 255"
    ):
        read(struct.pack(">HBBI", 0, kind, 1, 4) + bytes(16))


def test_sizes_written_little_endian_are_told(read):
    turned = struct.pack(">HBB", 0, 8, 3) + struct.pack("<3I", 2, 3, 4) + bytes(24)
    with pytest.raises(DataError, match=r"sizes \(2, 3, 4\) are written little-endian"):
        read(turned)
