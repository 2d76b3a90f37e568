"""Kaggle, by way of a fake `kagglehub`: whole or not there, and no token is shown."""

import sys
import zipfile
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
import requests

from nnkata.content.workspace import bundled
from nnkata.data.download import kaggle_download
from nnkata.data.local_files import find_file
from nnkata.data.registry import read_registry
from nnkata.errors import DataError

TOKEN = "KGAT_s3cret"
TABLES = {"train.csv": "label,pixel0\n1,0\n", "test.csv": "pixel0\n0\n"}
PHOTOS = {"train/cat.0.jpg": "cat", "train/dog.0.jpg": "dog"}
COMPETITION, DATASET = "digit-recognizer", "ann/tables"


class UnauthenticatedError(Exception):
    """As kagglehub's own: it is raised before anything is asked."""


def pack(file, contents):
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)


def answer(status):
    """The error that kagglehub raises for a status; its message shows too much."""
    response = requests.Response()
    response.status_code = status
    return requests.HTTPError(f"{status} for token {TOKEN}", response=response)


@pytest.fixture(autouse=True)
def token(monkeypatch):
    monkeypatch.setenv("KAGGLE_API_TOKEN", TOKEN)


@pytest.fixture
def hub(monkeypatch, tmp_path):
    """A library that has two tables unpacked in its own cache, and notes the calls."""
    folder = tmp_path / "kagglehub"
    folder.mkdir()
    for name, content in TABLES.items():
        (folder / name).write_text(content)
    library = ModuleType("kagglehub")
    state = SimpleNamespace(folder=folder, error=None, calls=[])

    def download(kind):
        def downloading(handle):
            state.calls.append((kind, handle))
            if state.error:
                raise state.error
            return str(folder)

        return downloading

    library.dataset_download = download("dataset")
    library.competition_download = download("competition")
    monkeypatch.setitem(sys.modules, "kagglehub", library)
    return state


def refusal(handle=COMPETITION, inside=""):
    with pytest.raises(DataError) as caught:
        kaggle_download(handle, "digit-recognizer", inside)
    return str(caught.value)


def files(folder):
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in found)


def test_tables_land_where_plugins_look(hub):
    kaggle_download(COMPETITION, "digit-recognizer")
    assert find_file("digit-recognizer", "train.csv").read_text()[:5] == "label"


def test_a_download_leaves_nothing_but_its_content(hub, cache):
    kaggle_download(COMPETITION, "digit-recognizer")
    assert files(cache) == ["digit-recognizer/test.csv", "digit-recognizer/train.csv"]


def test_what_kagglehub_has_in_its_cache_stays_there(hub):
    kaggle_download(COMPETITION, "digit-recognizer")
    assert files(hub.folder) == ["test.csv", "train.csv"]


def test_a_handle_with_an_owner_is_a_dataset_and_another_a_competition(hub):
    for handle in (DATASET, COMPETITION):
        kaggle_download(handle, "digit-recognizer")
    assert hub.calls == [("dataset", DATASET), ("competition", COMPETITION)]


@pytest.mark.parametrize(
    "name, call",
    [
        ("cats_dogs", ("competition", "dogs-vs-cats")),
        (
            "personality",
            ("dataset", "rakeshkapilavai/extrovert-vs-introvert-behavior-data"),
        ),
        ("pandas_bears", ("dataset", "mattop/panda-or-bear-image-classification")),
    ],
)
def test_every_built_in_dataset_of_kaggle_asks_for_its_own(hub, name, call):
    hub.error = answer(500)
    with pytest.raises(DataError):
        read_registry(bundled().datasets).get(name).fetch()
    assert hub.calls == [call]


def test_an_archive_within_the_archive_is_unpacked(hub, cache):
    pack(hub.folder / "train.zip", PHOTOS)
    kaggle_download(COMPETITION, "digit-recognizer", inside="train.zip")
    assert files(cache / "digit-recognizer") == [
        "test.csv",
        "train.csv",
        "train/train/cat.0.jpg",
        "train/train/dog.0.jpg",
    ]


def test_an_archive_that_lacks_it_is_told(hub, cache):
    assert "train.zip does not exist" in refusal(inside="train.zip")
    assert files(cache) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>Sign in</html>", b"PK\3\4 cut"],
    ids=["empty", "page", "cut"],
)
def test_a_damaged_archive_within_it_leaves_nothing(hub, cache, content):
    (hub.folder / "train.zip").write_bytes(content)
    assert "cannot be unpacked" in refusal(inside="train.zip")
    assert [*cache.iterdir()] == []


def test_an_archive_within_it_that_climbs_out_is_not_unpacked(hub, cache):
    pack(hub.folder / "train.zip", {"../up.csv": "up"})
    assert "climbs out of its folder" in refusal(inside="train.zip")
    assert [*cache.iterdir()] == []


def test_what_a_link_leads_to_is_not_copied(hub, cache, tmp_path):
    (tmp_path / "secret").write_text("secret")
    (hub.folder / "linked.csv").symlink_to(tmp_path / "secret")
    kaggle_download(COMPETITION, "digit-recognizer")
    assert (cache / "digit-recognizer" / "linked.csv").is_symlink()


def test_a_missing_library_is_told_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "kagglehub", None)
    message = refusal(DATASET)
    assert '-m pip install "nnkata[kaggle]"' in message
    assert "https://www.kaggle.com/datasets/ann/tables" in message
    assert "NNKATA_DATA" in message


@pytest.mark.parametrize("error", [UnauthenticatedError("who?"), answer(401)])
def test_a_missing_or_unknown_token_is_told_with_the_places_for_one(hub, error):
    hub.error = error
    message = refusal()
    assert "https://www.kaggle.com/settings/api" in message
    assert "KAGGLE_API_TOKEN" in message
    assert str(Path(".kaggle") / "access_token") in message


@pytest.mark.parametrize(
    "status, message",
    [
        (401, "Kaggle does not know who you are"),
        (403, "https://www.kaggle.com/competitions/digit-recognizer/rules"),
        (404, "Kaggle does not have digit-recognizer any more (404)"),
        (429, "asked too often (429)"),
        (500, "could not be downloaded from Kaggle: the server answered 500"),
    ],
)
def test_a_refusal_says_what_to_do(hub, status, message):
    hub.error = answer(status)
    assert message in refusal()


def test_a_dataset_has_no_rules_to_accept(hub):
    hub.error = answer(403)
    message = refusal(DATASET)
    assert "/rules" not in message
    assert "does not let you have" in message


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500])
def test_no_error_shows_the_token_and_nothing_is_left(hub, cache, status):
    hub.error = answer(status)
    assert TOKEN not in refusal()
    assert not cache.exists()


@pytest.mark.parametrize(
    "error, expected",
    [
        (requests.ConnectionError("Max retries: [Errno 111] refused"), "111] refused"),
        (zipfile.BadZipFile("File is not a zip file"), "not a zip file"),
        (ValueError("Unsupported archive type."), "Unsupported archive type"),
        (OSError(28, "No space left on device"), "No space left on device"),
    ],
)
def test_what_else_fails_in_the_library_is_told(hub, cache, error, expected):
    hub.error = error
    message = refusal()
    assert expected in message
    assert "put them under NNKATA_DATA" in message
    assert not cache.exists()


def test_a_second_fetch_finds_the_first_ones_folder(hub, cache):
    pack(hub.folder / "train.zip", PHOTOS)
    for _ in range(2):
        kaggle_download(COMPETITION, "digit-recognizer", inside="train.zip")
    assert len(files(cache)) == 4


def test_a_folder_with_something_else_is_told(hub, cache):
    (cache / "digit-recognizer").mkdir(parents=True)
    (cache / "digit-recognizer" / "notes.txt").write_text("mine")
    assert "Remove it, and fetch again" in refusal()
    assert files(cache) == ["digit-recognizer/notes.txt"]


def test_a_cache_that_cannot_be_written_is_told(hub, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("NNKATA_CACHE", str(tmp_path / "file" / "cache"))
    assert "cannot be written" in refusal()
