"""Downloads: whole and checked, or not there at all. The server is this machine."""

import gzip
import hashlib
import subprocess
import sys
from http.server import BaseHTTPRequestHandler

import pytest

from nnkata.data.download import RemoteFile, download_files
from nnkata.data.local_files import find_file, payload
from nnkata.errors import DataError

pytestmark = pytest.mark.usefixtures("no_proxy")
CONTENT = bytes(range(256)) * 40
PACKED = gzip.compress(CONTENT)
SHA256 = hashlib.sha256(CONTENT).hexdigest()
PLACES = {
    "/digits": CONTENT,
    "/digits.gz": PACKED,
    "/other/digits.gz": gzip.compress(b"something else"),
    "/cut/digits.gz": PACKED[:100],
    "/page/digits.gz": b"<html>Please log in.</html>",
}


class Handler(BaseHTTPRequestHandler):
    """Answers with the content of `PLACES`; one that is cut promises the whole."""

    def do_GET(self):
        if self.path not in PLACES:
            self.send_error(404)
            return
        content = PLACES[self.path]
        promised = len(PACKED) if "/cut/" in self.path else len(content)
        self.send_response(200)
        self.send_header("Content-Length", str(promised))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture(scope="module")
def server(serving):
    """The address of a server on this machine."""
    return f"http://127.0.0.1:{serving(Handler).server_port}"


def download(*urls, sha256=SHA256):
    download_files("mnist", [RemoteFile("digits", sha256, urls)])


def refusal(*urls):
    with pytest.raises(DataError) as caught:
        download(*urls)
    return str(caught.value)


def files(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_good_download_lands_whole(server, cache):
    download(f"{server}/digits.gz")
    assert (cache / "mnist" / "digits.gz").read_bytes() == PACKED


def test_a_good_download_leaves_nothing_else(server, cache):
    download(f"{server}/digits.gz")
    assert files(cache) == ["digits.gz"]


def test_a_plain_file_counts_by_the_same_checksum(server, cache):
    download(f"{server}/digits")
    assert files(cache) == ["digits"]


@pytest.mark.parametrize("name", ["digits", "digits.gz"])
def test_a_download_is_found_and_unpacked(server, name):
    download(f"{server}/{name}")
    assert payload(find_file("mnist", "digits"), SHA256) == CONTENT


def test_what_is_here_is_not_downloaded_again(server, dead):
    download(f"{server}/digits.gz")
    download(dead)


def test_a_wrong_checksum_is_told(server):
    message = refusal(f"{server}/other/digits.gz")
    assert f"expected sha256 {SHA256[:12]}... of the unpacked bytes" in message
    assert f"{server}/other/digits.gz gave something other than digits" in message
    assert ".part" not in message


@pytest.mark.parametrize("place", ["other", "cut", "page", "nowhere"])
def test_a_bad_download_leaves_nothing(server, cache, place):
    refusal(f"{server}/{place}/digits.gz")
    assert files(cache) == []


def test_a_download_that_breaks_off_is_told(server):
    assert "digits could not be downloaded:" in refusal(f"{server}/cut/digits.gz")


FETCHER = """
import sys
from nnkata.data.download import RemoteFile, download_files
from nnkata.data.local_files import find_file, payload

download_files("set", [RemoteFile("digits", sys.argv[1], (sys.argv[2],))])
"""


def test_processes_that_fetch_the_same_file_at_once_leave_one_whole_file(server, cache):
    command = [sys.executable, "-c", FETCHER, SHA256, f"{server}/digits.gz"]
    fetching = [subprocess.Popen(command) for _ in range(4)]
    assert [process.wait(60) for process in fetching] == [0, 0, 0, 0]
    assert [file.name for file in (cache / "set").iterdir()] == ["digits.gz"]
    assert payload(cache / "set" / "digits.gz", SHA256) == CONTENT


def test_an_unknown_address_is_told(server):
    assert "the server answered 404" in refusal(f"{server}/nowhere/digits.gz")


def test_a_dead_mirror_is_passed_over(server, dead, cache):
    download(dead, f"{server}/digits.gz")
    assert files(cache) == ["digits.gz"]


def test_a_mirror_with_another_file_is_passed_over(server, cache):
    download(f"{server}/other/digits.gz", f"{server}/digits.gz")
    assert (cache / "mnist" / "digits.gz").read_bytes() == PACKED


def test_one_error_tells_of_every_mirror(server, dead):
    message = refusal(dead, f"{server}/nowhere/digits.gz")
    assert dead in message
    assert f"{server}/nowhere/digits.gz" in message


def test_a_mirror_that_does_not_answer_is_told_with_the_last_cause(dead):
    reason = refusal(dead).splitlines()[1].removeprefix(f"  {dead}: ")
    assert "refused" in reason
    assert "Max retries" not in reason


def test_the_error_says_what_to_do(dead):
    message = refusal(dead)
    assert message.splitlines()[-1] == (
        "Check the network and the free space, or put the file under NNKATA_DATA."
    )


def test_a_cache_that_cannot_be_written_is_told(server, monkeypatch, tmp_path):
    file = tmp_path / "a_file"
    file.touch()
    monkeypatch.setenv("NNKATA_CACHE", str(file / "cache"))
    assert "digits could not be downloaded" in refusal(f"{server}/digits.gz")


@pytest.mark.parametrize(
    "place", ["mnist/digits", "mnist/digits.gz", "digits", "digits.gz"]
)
def test_what_the_user_brings_is_found(monkeypatch, tmp_path, place):
    monkeypatch.setenv("NNKATA_DATA", str(tmp_path / "mine"))
    file = tmp_path / "mine" / place
    file.parent.mkdir(parents=True)
    file.write_bytes(CONTENT)
    assert find_file("mnist", "digits") == file


def test_what_the_user_brings_comes_before_the_cache(server, monkeypatch, tmp_path):
    download(f"{server}/digits.gz")
    monkeypatch.setenv("NNKATA_DATA", str(tmp_path))
    (tmp_path / "digits").write_bytes(CONTENT)
    assert find_file("mnist", "digits") == tmp_path / "digits"


def test_what_is_nowhere_is_not_found():
    assert find_file("mnist", "digits") is None


def test_a_payload_without_a_checksum_is_only_unpacked(tmp_path):
    (tmp_path / "digits").write_bytes(PACKED)
    assert payload(tmp_path / "digits") == CONTENT
