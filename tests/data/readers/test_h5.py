"""HDF5: arrays by key, from the file itself and from nowhere else."""

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnkata.data.readers import array_files
from nnkata.data.readers.array_files import h5_arrays, read_h5
from nnkata.errors import DataError

X = np.arange(12, dtype=np.uint8).reshape(3, 4)


@pytest.fixture
def write(tmp_path):
    def writing(name="some.h5", **arrays):
        with h5py.File(tmp_path / name, "w") as content:
            for key, array in arrays.items():
                content.create_dataset(key, data=array)
        return tmp_path / name

    return writing


def test_an_array_comes_back_as_it_was(write):
    assert np.array_equal(read_h5(write(X=X), ["X"])["X"], X)


def test_short_texts_come_back_as_they_were(write):
    names = np.array([b"non-cat", b"cat"])
    assert read_h5(write(names=names), ["names"])["names"].tolist() == names.tolist()


@pytest.mark.parametrize("shape", [(5,), (5, 1)])
@pytest.mark.parametrize("block", [1, 2, 10_000])
def test_strings_of_any_length_are_read(write, monkeypatch, shape, block):
    monkeypatch.setattr(array_files, "BLOCK", block)
    names = np.array(["dog", "", "caf\u00e9", "cat", "a b"], object).reshape(shape)
    found = read_h5(write(y=names), ["y"])["y"]
    assert [name.decode() for name in found.ravel().tolist()] == names.ravel().tolist()
    assert found.shape == shape


def test_one_string_of_any_length_is_read(write):
    assert read_h5(write(one="whole"), ["one"])["one"].item() == b"whole"


def test_a_long_string_promised_many_times_is_refused(tmp_path):
    """The places of strings in the file are all set to that of the first, long one."""
    file = tmp_path / "a.h5"
    with h5py.File(file, "w") as content:
        content["y"] = [b"x" * 4000] + [b"y" * i for i in range(1, 200)]
        start = content["y"].id.get_offset()
    data = bytearray(file.read_bytes())
    data[start : start + 16 * 200] = data[start : start + 16] * 200
    file.write_bytes(data)
    with pytest.raises(DataError, match="'y' promises strings of more bytes than the"):
        read_h5(file, ["y"])


def test_suffixes_may_be_in_capitals(write, tmp_path):
    write("SET.H5", X=X)
    assert [*h5_arrays(tmp_path)] == ["X"]


def test_the_keys_of_a_file_are_known_before_an_array_is_read(write):
    assert [*h5_arrays(write(X=X, y=X))] == ["X", "y"]


def test_a_missing_key_suggests_its_neighbour(write):
    with pytest.raises(DataError) as caught:
        read_h5(write(train_set_x=X), ["train_set_X"])
    told = str(caught.value)
    assert "no array named 'train_set_X'. Did you mean 'train_set_x'?" in told


@pytest.mark.parametrize("content", [b"", b"\x89HDF\r\n\x1a\n", b"no such file"])
def test_what_is_no_hdf5_is_told(tmp_path, content):
    (tmp_path / "some.h5").write_bytes(content)
    with pytest.raises(DataError, match=r"some\.h5 cannot be read as HDF5"):
        read_h5(tmp_path / "some.h5", ["X"])


def test_a_file_that_is_cut_is_told(write):
    file = write(X=np.zeros(5000))
    file.write_bytes(file.read_bytes()[:3000])
    with pytest.raises(DataError, match="cannot be read as HDF5"):
        read_h5(file, ["X"])


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(DataError, match="cannot be read as HDF5"):
        read_h5(tmp_path / "nowhere.h5", ["X"])


def test_objects_are_refused(write):
    file = write(y=X)
    with h5py.File(file, "a") as content:
        content.create_dataset("X", (3,), h5py.vlen_dtype(np.uint8))
    with pytest.raises(DataError, match="'X' holds object, expected numbers"):
        read_h5(file, ["X"])


def test_records_are_refused(write):
    records = np.zeros(2, dtype=[("a", "f4"), ("b", "f4")])
    with pytest.raises(DataError, match="expected numbers or strings of one length"):
        read_h5(write(X=records), ["X"])


def test_a_group_is_no_array(write):
    file = write(X=X)
    with h5py.File(file, "a") as content:
        content.create_group("group")
    with pytest.raises(DataError, match="no array named 'group'"):
        read_h5(file, ["group"])


@pytest.mark.parametrize("kind", ["external link", "soft link", "external data"])
def test_what_stands_elsewhere_is_not_read(write, tmp_path, kind):
    other = write("other.h5", secret=X)
    file = write(X=X)
    with h5py.File(file, "a") as content:
        if kind == "external link":
            content["y"] = h5py.ExternalLink(str(other), "secret")
        elif kind == "soft link":
            content["y"] = h5py.SoftLink("/X")
        else:
            content.create_dataset("y", (4,), "u1", external=[(str(other), 0, 4)])
    with pytest.raises(DataError, match=r"no array named 'y'\. It has: X\."):
        read_h5(file, ["y"])


def test_an_array_that_is_put_together_from_other_files_is_not_read(write, tmp_path):
    other = write("other.h5", secret=X)
    file = tmp_path / "some.h5"
    layout = h5py.VirtualLayout(X.shape, X.dtype)
    layout[:] = h5py.VirtualSource(other, "secret", X.shape)
    with h5py.File(file, "w") as content:
        content.create_virtual_dataset("y", layout)
    with pytest.raises(DataError, match="no array named 'y'"):
        read_h5(file, ["y"])


def test_an_array_of_a_size_that_no_memory_has_is_refused(write):
    file = write(X=X)
    with h5py.File(file, "a") as content:
        content.create_dataset("huge", (10**6, 10**7), "u1", chunks=(1, 10**6))
    with pytest.raises(DataError, match="bytes: too many for a dataset"):
        read_h5(file, ["huge"])


def test_the_files_of_a_folder_count_as_one(write, tmp_path):
    write("train.h5", train_x=X)
    write("test.h5", test_x=X[:1])
    assert len(read_h5(tmp_path, ["train_x", "test_x"])["test_x"]) == 1


def test_a_folder_of_many_files_is_refused(write, tmp_path):
    for name in ("a.h5", "b.h5", "c.h5"):
        write(name, X=X)
    with pytest.raises(
        DataError, match="holds 3 HDF5 files, expected one to learn from"
    ):
        read_h5(tmp_path, ["X"])


@settings(max_examples=100)
@given(content=st.binary(max_size=200))
def test_any_bytes_give_a_data_error(tmp_path, content):
    (tmp_path / "some.h5").write_bytes(b"\x89HDF\r\n\x1a\n" + content)
    with pytest.raises(DataError):
        read_h5(tmp_path / "some.h5", ["X"])
