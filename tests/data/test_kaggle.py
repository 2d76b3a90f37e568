"""Kaggle, by way of a server on this machine: whole or not there, and the token is safe."""

import base64
import io
import json
import os
import socket
import zipfile
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from nnkata.data import download as fetch
from nnkata.data import kaggle
from nnkata.errors import DataError

NAME, KEY = "ann", "s3cret"
TRUSTED = "Basic " + base64.b64encode(f"{NAME}:{KEY}".encode()).decode()


def packed(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


DIGITS = kaggle.Source("competitions", "digit-recognizer", "digit-recognizer")
TABLES = packed({"train.csv": "label,pixel0\n1,0\n", "test.csv": "pixel0\n0\n"})
PHOTOS = packed({"train/cat.0.jpg": b"cat", "train/dog.0.jpg": b"dog"})
CATS_DOGS = packed({"train.zip": PHOTOS, "test1.zip": PHOTOS})
CLIMBING = packed({"../up.csv": "up"})


class Handler(BaseHTTPRequestHandler):
    """Kaggle: asks for the token, and sends to another server for the data."""

    def do_GET(self):
        kaggle_says = self.server
        kaggle_says.asked.append((self.path, self.headers.get("Authorization")))
        if self.path.startswith("/api"):
            status = kaggle_says.status
            if self.headers.get("Authorization") != TRUSTED:
                status = 401
            self.send_response(status)
            if status == 302:
                port = kaggle_says.server_port
                self.send_header("Location", f"http://localhost:{port}/storage")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(kaggle_says.content)))
        self.end_headers()
        self.wfile.write(kaggle_says.content[: kaggle_says.cut])


@pytest.fixture(scope="module")
def running(serving):
    httpd = serving(Handler)
    httpd.base = f"http://127.0.0.1:{httpd.server_port}"
    return httpd


@pytest.fixture
def server(running):
    """A server that gives two tables to whoever has the token."""
    running.status, running.content, running.cut = 302, TABLES, None
    running.asked = []
    return running


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, tmp_path):
    """A home without a token, an empty cache, and no proxy."""
    for name in ("KAGGLE_USERNAME", "KAGGLE_KEY", "KAGGLE_CONFIG_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.setenv("NNKATA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")


@pytest.fixture
def token(monkeypatch):
    monkeypatch.setenv("KAGGLE_USERNAME", NAME)
    monkeypatch.setenv("KAGGLE_KEY", KEY)


@pytest.fixture
def cache():
    return Path(os.environ["NNKATA_CACHE"])


def refusal(base, source=DIGITS):
    with pytest.raises(DataError) as caught:
        kaggle.fetch(source, base)
    return str(caught.value)


def files(folder):
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in found)


def put_token(folder, text):
    folder.mkdir(parents=True)
    (folder / "kaggle.json").write_text(text)


def test_tables_land_where_plugins_look(server, token):
    kaggle.fetch(DIGITS, server.base)
    assert fetch.find("digit-recognizer", "train.csv").read_text()[:5] == "label"


def test_a_download_leaves_nothing_but_its_content(server, token, cache):
    kaggle.fetch(DIGITS, server.base)
    assert files(cache) == ["digit-recognizer/test.csv", "digit-recognizer/train.csv"]


def test_the_address_is_that_of_kaggles_interface(server, token):
    kaggle.fetch(DIGITS, server.base)
    assert server.asked[0][0] == (
        "/api/v1/competitions/data/download-all/digit-recognizer"
    )


@pytest.mark.parametrize(
    "source, path",
    [
        (kaggle.CATS_DOGS, "competitions/data/download-all/dogs-vs-cats"),
        (
            kaggle.PERSONALITY,
            "datasets/download/rakeshkapilavai/extrovert-vs-introvert-behavior-data",
        ),
        (
            kaggle.PANDAS_BEARS,
            "datasets/download/mattop/panda-or-bear-image-classification",
        ),
    ],
)
def test_every_dataset_has_its_address(server, token, source, path):
    server.status = 500
    refusal(server.base, source)
    assert server.asked[0][0] == f"/api/v1/{path}"


def test_the_token_goes_to_kaggle_and_to_nobody_else(server, token):
    kaggle.fetch(DIGITS, server.base)
    assert [auth for _, auth in server.asked] == [TRUSTED, None]


def test_an_archive_within_the_archive_is_unpacked(server, token, cache):
    server.content = CATS_DOGS
    kaggle.fetch(kaggle.CATS_DOGS, server.base)
    assert files(cache / "dogs-vs-cats") == [
        "test1.zip",
        "train/train/cat.0.jpg",
        "train/train/dog.0.jpg",
    ]


def test_an_archive_that_lacks_it_is_told(server, token, cache):
    told = refusal(server.base, kaggle.CATS_DOGS)
    assert "train.zip is not there" in told
    assert files(cache) == []


def test_a_token_in_kaggles_file_is_used(server, tmp_path):
    content = json.dumps({"username": NAME, "key": KEY})
    put_token(tmp_path / "home" / ".kaggle", content)
    kaggle.fetch(DIGITS, server.base)
    assert server.asked[0][1] == TRUSTED


def test_a_token_in_another_folder_is_used(server, monkeypatch, tmp_path):
    put_token(tmp_path / "mine", json.dumps({"username": NAME, "key": KEY}))
    monkeypatch.setenv("KAGGLE_CONFIG_DIR", str(tmp_path / "mine"))
    kaggle.fetch(DIGITS, server.base)
    assert server.asked[0][1] == TRUSTED


def test_a_missing_token_is_told_before_anything_is_asked(server, tmp_path):
    told = refusal(server.base)
    assert f"{tmp_path / 'home' / '.kaggle' / 'kaggle.json'} is missing" in told
    assert "Create New Token" in told
    assert server.asked == []


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"username": "ann"}', "3", "null", "\ud800"]
)
def test_a_damaged_token_is_told(server, tmp_path, text):
    put_token(tmp_path / "home" / ".kaggle", "")
    file = tmp_path / "home" / ".kaggle" / "kaggle.json"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert "kaggle.json is no token of Kaggle" in refusal(server.base)


@pytest.mark.parametrize(
    "status, told",
    [
        (401, "Kaggle does not know your username and key (401)"),
        (403, "https://www.kaggle.com/competitions/digit-recognizer/rules"),
        (404, "Kaggle has no digit-recognizer any more (404)"),
        (429, "asked too often (429)"),
        (500, "Kaggle answered 500 for digit-recognizer"),
        (204, "Kaggle answered 204 for digit-recognizer"),
    ],
)
def test_a_refusal_says_what_to_do(server, token, status, told):
    server.status = status
    assert told in refusal(server.base)


def test_a_dataset_has_no_rules_to_accept(server, token):
    server.status = 403
    told = refusal(server.base, kaggle.PERSONALITY)
    assert "/rules" not in told
    assert "does not let you have" in told


@pytest.mark.parametrize("status", [401, 403, 404, 500])
def test_no_error_shows_the_token(server, token, status):
    server.status = status
    told = refusal(server.base)
    assert KEY not in told
    assert TRUSTED.split()[1] not in told


@pytest.mark.parametrize("status", [401, 403, 500])
def test_a_refusal_leaves_nothing(server, token, cache, status):
    server.status = status
    refusal(server.base)
    assert [*cache.iterdir()] == []


def test_a_network_that_is_not_there_is_told(token, cache):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    told = refusal(f"http://127.0.0.1:{port}")
    assert "refused" in told
    assert "bring it under NNKATA_DATA" in told
    assert [*cache.iterdir()] == []


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>Sign in</html>", TABLES[:60], CLIMBING],
    ids=["empty", "page", "cut", "climbing"],
)
def test_what_is_no_sound_archive_leaves_nothing(server, token, cache, content):
    server.content = content
    refusal(server.base)
    assert [*cache.iterdir()] == []


def test_a_download_that_breaks_off_is_told(server, token, cache):
    server.cut = 50
    assert "could not be downloaded" in refusal(server.base)
    assert [*cache.iterdir()] == []


def test_a_download_that_is_too_large_is_not_kept(server, token, cache, monkeypatch):
    monkeypatch.setattr(kaggle, "MOST_BYTES", 100)
    assert "was not kept" in refusal(server.base)
    assert [*cache.iterdir()] == []


def test_a_second_fetch_finds_the_first_ones_folder(server, token, cache):
    kaggle.fetch(DIGITS, server.base)
    kaggle.fetch(DIGITS, server.base)
    assert files(cache) == ["digit-recognizer/test.csv", "digit-recognizer/train.csv"]


def test_a_folder_with_something_else_is_told(server, token, cache):
    (cache / "digit-recognizer").mkdir(parents=True)
    (cache / "digit-recognizer" / "notes.txt").write_text("mine")
    assert "Remove what is in its place" in refusal(server.base)
    assert files(cache) == ["digit-recognizer/notes.txt"]


def test_a_cache_that_cannot_be_written_is_told(server, token, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("NNKATA_CACHE", str(tmp_path / "file" / "cache"))
    assert "cannot be written" in refusal(server.base)
