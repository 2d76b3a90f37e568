"""An export of progress: what comes out is what went in, and nothing else gets out."""

import json
import stat
import zipfile

import pytest

from nnkata.content.exported import HEADER, LARGEST, Export, read_export, write_export
from nnkata.errors import DataError

SLUGS = ["double", "quadruple"]
WORK = Export(
    {"double": "abc", "quadruple": None},
    {"double.double": 2},
    {"double": b"def double(x):\r\n    return 2 * x\n"},
)
HEAD = {
    "format": "nnkata-progress",
    "version": 1,
    "passed": {"double": "abc"},
    "hints": {"double.double": 2},
}


@pytest.fixture
def file(tmp_path):
    return tmp_path / "work.zip"


@pytest.fixture
def packed(file):
    """Write a zip with a sound header, or another, and these entries."""

    def packing(*entries, header=None):
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(HEADER, json.dumps(HEAD if header is None else header))
            for name, data in entries:
                archive.writestr(name, data)
        return file

    return packing


def test_what_went_in_comes_out(file):
    write_export(file, WORK)
    assert read_export(file, SLUGS) == WORK


def test_the_same_work_makes_the_same_bytes(file, tmp_path):
    write_export(file, WORK)
    write_export(tmp_path / "again.zip", WORK)
    assert file.read_bytes() == (tmp_path / "again.zip").read_bytes()


def test_an_earlier_export_is_replaced(file):
    write_export(file, Export())
    write_export(file, WORK)
    assert read_export(file, SLUGS) == WORK


@pytest.mark.parametrize("content", [b"my notes", b"PK\x03\x04 damaged", b""])
def test_any_other_file_is_left_alone(file, content):
    file.write_bytes(content)
    with pytest.raises(DataError, match="is not an export of nnkata"):
        write_export(file, WORK)
    assert file.read_bytes() == content


def test_another_zip_is_left_alone(file):
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("photo.jpg", b"")
    with pytest.raises(DataError, match="is not an export"):
        write_export(file, WORK)


@pytest.mark.parametrize(
    "name",
    [
        "../katas/double/double.py",
        "katas/double/../../../double.py",
        "/etc/double.py",
        "..\\double.py",
        "C:\\double.py",
        "C:/double.py",
    ],
)
def test_a_path_that_climbs_out_is_refused(packed, name):
    with pytest.raises(DataError, match="leads out of the workspace"):
        read_export(packed((name, b"")), SLUGS)


@pytest.mark.parametrize(
    "name",
    [
        "katas/double/test_double.py",
        "katas/double/kata.toml",
        "katas/syllabus.toml",
        "conftest.py",
        "katas/double/",
        "katas/triple/triple.py",
        "KATAS/double/double.py",
    ],
)
def test_a_file_that_is_no_learners_is_refused(packed, name):
    with pytest.raises(DataError, match=f"'{name}' is not a file of a kata here"):
        read_export(packed((name, b"")), SLUGS)


@pytest.mark.parametrize("name", [".", "./", "/"])
def test_a_name_that_is_none_is_refused(packed, name):
    with pytest.raises(DataError, match="was refused; nothing was changed"):
        read_export(packed((name, b"x")), SLUGS)


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFDIR])
def test_a_link_is_refused(packed, mode):
    info = zipfile.ZipInfo("katas/double/double.py")
    info.external_attr = (mode | 0o777) << 16
    with pytest.raises(DataError, match="is not a regular file"):
        read_export(packed((info, b"/etc/passwd")), SLUGS)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_is_refused(packed):
    entry = ("katas/double/double.py", b"")
    with pytest.raises(DataError, match="is in it twice"):
        read_export(packed(entry, entry), SLUGS)


def test_a_file_as_large_as_may_be_is_taken(packed):
    data = b"#" * LARGEST
    export = read_export(packed(("katas/double/double.py", data)), SLUGS)
    assert export.files == {"double": data}


def test_a_larger_file_is_refused_though_it_packs_well(file):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(HEADER, json.dumps(HEAD))
        archive.writestr("katas/double/double.py", b"#" * (LARGEST + 1))
    assert file.stat().st_size < 10_000
    with pytest.raises(DataError, match="is larger than 1,048,576 bytes"):
        read_export(file, SLUGS)


@pytest.mark.parametrize("content", [b"", b"my notes", b"PK\x05\x06"])
def test_what_is_no_zip_is_refused(file, content):
    file.write_bytes(content)
    with pytest.raises(DataError, match="is not a zip file, or is damaged"):
        read_export(file, SLUGS)


def test_a_damaged_zip_is_refused(file):
    write_export(file, WORK)
    data = bytearray(file.read_bytes())
    place = data.index(b"katas/double/double.py") + len("katas/double/double.py") + 3
    data[place] ^= 0xFF
    file.write_bytes(data)
    with pytest.raises(DataError, match="damaged"):
        read_export(file, SLUGS)


def test_a_missing_file_is_told(file):
    with pytest.raises(DataError, match=r"work\.zip cannot be read: No such file"):
        read_export(file, SLUGS)


@pytest.mark.parametrize(
    "header",
    [
        [],
        {},
        {**HEAD, "format": "junit"},
        {**HEAD, "version": 2},
        {**HEAD, "passed": ["double"]},
        {**HEAD, "passed": {"double": 1}},
        {**HEAD, "hints": {"double.double": "many"}},
        {**HEAD, "hints": {"double.double": -1}},
        {**HEAD, "hints": {"double.double": True}},
        {**HEAD, "hints": None},
    ],
)
def test_a_header_that_is_not_sound_is_refused(packed, header):
    with pytest.raises(DataError, match="was refused; nothing was changed"):
        read_export(packed(header=header), SLUGS)


def test_a_zip_without_a_header_is_refused(file):
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("katas/double/double.py", b"")
    with pytest.raises(DataError, match=r"its nnkata\.json is missing"):
        read_export(file, SLUGS)
