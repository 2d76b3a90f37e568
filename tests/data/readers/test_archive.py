"""Archives: unpacked whole within their folder, or not at all."""

import io
import os
import stat
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnkata.data.readers import archive
from nnkata.data.readers.archive import unpack
from nnkata.errors import DataError

FILES = {"cats/1.txt": b"one", "dogs/deep/2.txt": b"two" * 1000}
CLIMBING = (
    *("../out.txt", "a/../../out.txt", "/out.txt", "..\\out.txt", "C:\\out.txt"),
    *("C:out.txt", "\\\\server\\share\\out.txt", ".."),
)
STEADY = settings(max_examples=150)


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as content:
        for name, text in files.items():
            content.writestr(zipfile.ZipInfo(name), text)
    return stream.getvalue()


def tarred(files, mode="w:gz", **facts):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as content:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            for fact, value in facts.items():
                setattr(member, fact, value)
            content.addfile(member, io.BytesIO(text))
    return stream.getvalue()


FORMS = pytest.mark.parametrize("form", [zipped, tarred])


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


@pytest.fixture
def unpacked(place):
    """Unpack these bytes; what then stands in the folder, by path."""

    def unpacking(content, **settings):
        file = place / "some.archive"
        file.write_bytes(content)
        unpack(file, place / "new", **settings)
        return found(place / "new")

    return unpacking


def found(folder):
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def left(place):
    """What stands beside the archive, or outside of its folder."""
    beside = [file.name for file in place.iterdir() if file.name != "some.archive"]
    return beside + [file.name for file in place.parent.iterdir() if file != place]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_file_comes_out_as_it_was(unpacked, mode):
    assert unpacked(tarred(FILES, mode)) == FILES


def test_a_zip_file_comes_out_as_it_was(unpacked):
    assert unpacked(zipped(FILES)) == FILES


def test_empty_folders_come_out(unpacked, place):
    unpacked(zipped({"empty/": b"", "a.txt": b""}))
    assert (place / "new" / "empty").is_dir()


@FORMS
@pytest.mark.parametrize("name", CLIMBING)
def test_a_path_that_climbs_out_is_refused(unpacked, place, form, name):
    with pytest.raises(DataError, match="a path that climbs out of its folder"):
        unpacked(form({"good.txt": b"fine", name: b"evil"}))
    assert left(place) == []


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE]
)
def test_a_link_or_a_device_in_a_tar_file_is_refused(unpacked, place, kind):
    content = tarred({"link": b""}, type=kind, linkname="/etc/passwd")
    with pytest.raises(DataError, match="'link' is a link or device"):
        unpacked(content)
    assert left(place) == []


def test_a_link_in_a_zip_file_is_refused(unpacked, place):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as content:
        link = zipfile.ZipInfo("link")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        content.writestr(link, "/etc/passwd")
    with pytest.raises(DataError, match="'link' is a link or device"):
        unpacked(stream.getvalue())
    assert left(place) == []


@FORMS
def test_more_bytes_than_are_allowed_are_refused(unpacked, place, form):
    with pytest.raises(DataError, match="unpack to more than 2,000 bytes"):
        unpacked(form(FILES), most=2000)
    assert left(place) == []


def test_a_small_file_that_unpacks_to_a_large_one_is_refused(unpacked, place):
    bomb = tarred({"zeros": bytes(20_000_000)}, "w:xz")
    with pytest.raises(DataError, match="unpack to more than"):
        unpacked(bomb, most=1_000_000)
    assert left(place) == []


def test_a_name_that_would_fill_the_memory_is_refused(unpacked, place):
    content = tarred({"x": bytes(2_000_000)}, type=tarfile.GNUTYPE_LONGNAME)
    with pytest.raises(DataError, match="a name of more than 65,536 bytes"):
        unpacked(content)
    assert left(place) == []


@FORMS
def test_too_many_members_are_refused(unpacked, place, form, monkeypatch):
    monkeypatch.setattr(archive, "MOST_MEMBERS", 1)
    with pytest.raises(DataError, match="holds more than 1 members"):
        unpacked(form(FILES))
    assert left(place) == []


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused(unpacked, place):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as content:
        content.writestr("a.txt", "one")
        content.writestr("a.txt", "two")
    with pytest.raises(DataError, match=r"holds 'a\.txt' twice"):
        unpacked(stream.getvalue())
    assert left(place) == []


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"no archive at all", b"\x1f\x8b"]
)
def test_what_is_no_archive_is_told(unpacked, place, content):
    with pytest.raises(DataError, match="cannot be unpacked"):
        unpacked(content)
    assert left(place) == []


@FORMS
def test_an_archive_that_is_cut_is_told(unpacked, place, form):
    with pytest.raises(DataError, match="cannot be unpacked"):
        unpacked(form({"a": os.urandom(3000)})[:-1500])
    assert left(place) == []


def test_a_missing_archive_is_told(place):
    with pytest.raises(DataError, match="does not exist"):
        unpack(place / "nowhere.zip", place / "new")


def test_a_folder_that_is_there_is_not_touched(unpacked, place):
    (place / "new").mkdir()
    with pytest.raises(DataError, match="already exists"):
        unpacked(zipped(FILES))
    assert found(place / "new") == {}


def test_a_full_disk_leaves_nothing_behind(unpacked, place, monkeypatch):
    def full(content, stream):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive.shutil, "copyfileobj", full)
    with pytest.raises(DataError, match="cannot be written: No space left on device"):
        unpacked(zipped(FILES))
    assert left(place) == []


@STEADY
@given(
    form=st.sampled_from([zipped, tarred, lambda files: tarred(files, "w")]),
    changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=6),
)
def test_a_changed_archive_stays_in_its_folder(tmp_path_factory, form, changes):
    place = tmp_path_factory.mktemp("fuzz") / "place"
    place.mkdir()
    content = bytearray(form(FILES))
    for where, value in changes:
        content[where % len(content)] = value
    (place / "some.archive").write_bytes(content)
    try:
        unpack(place / "some.archive", place / "new")
    except DataError:
        assert left(place) == []
    else:
        assert left(place) == ["new"]


NAMES = st.text(st.sampled_from(["a", ".", "/", "\\", ":", "é", "\n", " "]), min_size=1)


@STEADY
@given(form=st.sampled_from([zipped, tarred]), names=st.lists(NAMES, max_size=4))
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_any_names_stay_in_their_folder(tmp_path_factory, form, names):
    place = tmp_path_factory.mktemp("fuzz") / "place"
    place.mkdir()
    (place / "some.archive").write_bytes(form(dict.fromkeys(names, b"content")))
    try:
        unpack(place / "some.archive", place / "new")
    except DataError:
        assert left(place) == []
    else:
        assert left(place) == ["new"]


@pytest.mark.parametrize("content", [b"", b"no archive", zipped(FILES)[:-30]])
def test_a_file_that_is_no_archive_is_told(tmp_path, content):
    (tmp_path / "some.zip").write_bytes(content)
    with pytest.raises(
        DataError, match="it is not a zip or tar archive, or its end is"
    ):
        unpack(tmp_path / "some.zip", tmp_path / "out")
