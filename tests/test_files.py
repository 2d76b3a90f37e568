"""Files: text is compared as text, stray files are left out, writes are atomic."""

import hashlib
from pathlib import Path

import pytest

from nnkata.errors import DataError, WorkspaceError, WriteError
from nnkata.files import (
    digest,
    digest_of,
    files_below,
    files_in,
    folders_in,
    is_stray,
    same_text,
    set_aside,
    sha256_of,
    write_bytes,
    write_text,
)

TEXT = b"x = 1\ny = 2\n"
SAME = [
    TEXT.replace(b"\n", b"\r\n"),
    TEXT.replace(b"\n", b"\r"),
    b"\xef\xbb\xbf" + TEXT,
    b"\xef\xbb\xbfx = 1\r\ny = 2\n",
]
OTHER = [b"x = 1\ny = 3\n", TEXT + b"\n", b"x = 1 \ny = 2\n", b"x = 1\xff\n", b""]
STRAY = [
    ".#neuron.py",
    "._neuron.py",
    ".neuron.py.swp",
    ".DS_Store",
    ".ipynb_checkpoints",
    "#neuron.py#",
    "neuron.py~",
    "neuron.py.swp",
    "~$rows.csv",
    "__pycache__",
    "__MACOSX",
    "Thumbs.db",
    "desktop.ini",
    "Desktop.ini",
    "System Volume Information",
]
MEANT = ["neuron.py", "_helper.py", "c#", "#1", "thumbs", "notes.txt", "__init__.py"]


@pytest.mark.parametrize("data", SAME)
def test_line_ends_and_a_byte_order_mark_are_no_difference(data):
    assert same_text(TEXT, data)
    assert digest(TEXT) == digest(data)


@pytest.mark.parametrize("data", OTHER)
def test_any_other_sign_is_a_difference(data):
    assert not same_text(TEXT, data)
    assert digest(TEXT) != digest(data)


def test_the_bytes_of_a_picture_are_no_line_ends():
    assert not same_text(b"PNG\0\r\n", b"PNG\0\n")
    assert digest(b"PNG\0\r\n") != digest(b"PNG\0\n")


def test_a_missing_file_has_no_digest(tmp_path):
    assert digest_of(tmp_path / "nothing.py") == ""
    assert digest_of(tmp_path) == ""


@pytest.mark.parametrize("name", STRAY)
def test_what_editors_and_systems_leave_is_stray(name):
    assert is_stray(name)


@pytest.mark.parametrize("name", MEANT)
def test_what_people_name_is_not_stray(name):
    assert not is_stray(name)


@pytest.fixture
def folder(tmp_path):
    """Two files, in two folders, among what is stray."""
    for home in (tmp_path, tmp_path / "inner"):
        home.mkdir(exist_ok=True)
        (home / "b.py").write_text("")
        for name in STRAY:
            (home / name).write_text("")
        (home / ".#link.py").symlink_to("someone@host.1:1")
        (home / "dangling.py").symlink_to("nowhere")
        (home / "around.py").symlink_to("around.py")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "c.py").write_text("")
    (tmp_path / "inner" / "up").symlink_to(tmp_path, target_is_directory=True)
    return tmp_path


def test_files_of_a_folder_are_those_people_mean(folder):
    assert files_in(folder) == [folder / "b.py"]


def test_files_below_a_folder_are_those_people_mean(folder):
    assert files_below(folder) == [folder / "b.py", folder / "inner" / "b.py"]


def test_files_are_chosen_by_a_pattern(folder):
    (folder / "_c.py").write_text("")
    (folder / "c.toml").write_text("")
    assert files_in(folder, "[!_]*.py") == [folder / "b.py"]


def test_folders_of_a_folder_are_those_people_mean(folder):
    assert folders_in(folder) == [folder / "inner"]


def test_a_folder_that_is_not_there_has_no_files(tmp_path):
    assert files_in(tmp_path / "nothing") == files_below(tmp_path / "nothing") == []


def test_a_file_is_set_aside_under_a_name_that_is_free(tmp_path):
    for text in ("a", "b"):
        (tmp_path / "x.json").write_text(text)
        kept = set_aside(tmp_path / "x.json")
        assert kept.read_text() == text
    assert len([*tmp_path.iterdir()]) == 2


def test_a_file_is_written_whole_with_its_folders(tmp_path):
    write_text(tmp_path / "a" / "b" / "c.txt", "é\n")
    assert (tmp_path / "a" / "b" / "c.txt").read_text("utf-8") == "é\n"


@pytest.mark.parametrize("name", [".", ".."])
def test_a_folder_in_the_place_of_a_file_is_an_error(tmp_path, monkeypatch, name):
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    with pytest.raises(WriteError, match="cannot be written"):
        write_text(Path(name), "new")
    assert [path.name for path in tmp_path.rglob("*")] == ["inner"]


def test_the_old_file_stays_when_writing_fails(tmp_path, monkeypatch):
    file = tmp_path / "b.txt"
    file.write_text("old")

    def no_space(self, *arguments, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", no_space)
    with pytest.raises(WorkspaceError, match=r"No space left on device\. Nothing was"):
        write_text(file, "new")
    assert file.read_bytes() == b"old"


def test_the_old_file_stays_when_the_last_step_fails(tmp_path, monkeypatch):
    file = tmp_path / "b.txt"
    file.write_text("old")

    def refused(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(WorkspaceError, match="Permission denied"):
        write_text(file, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["b.txt"]


def test_a_file_that_cannot_be_written_is_an_error_of_workspace_and_data(tmp_path):
    (tmp_path / "file").write_text("in the way")
    for kind in (WorkspaceError, DataError):
        with pytest.raises(
            kind, match=r"c\.txt cannot be written: .*Nothing was changed"
        ):
            write_bytes(tmp_path / "file" / "c.txt", b"")


def test_the_sha_256_of_bytes_depends_on_line_ends(tmp_path):
    (tmp_path / "a").write_bytes(b"x\r\n")
    assert sha256_of(tmp_path / "a") == hashlib.sha256(b"x\r\n").hexdigest()
