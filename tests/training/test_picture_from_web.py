"""A picture from the web: read with a limit, and from nowhere else."""

import io
from http.server import BaseHTTPRequestHandler

import pytest
from PIL import Image

from nnkata.errors import DataError
from nnkata.training import picture_from_web
from nnkata.training.picture_from_web import is_address, picture_from


def png():
    stream = io.BytesIO()
    Image.new("L", (9, 7), 200).save(stream, "PNG")
    return stream.getvalue()


pytestmark = pytest.mark.usefixtures("no_proxy")
PICTURE = png()
ANSWERS = {
    "/own.png": (200, {"Content-Type": "image/png"}, PICTURE),
    "/untyped": (200, {}, PICTURE),
    "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, b"<html>"),
    "/moved": (302, {"Location": "/own.png"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/file": (302, {"Location": "file:///etc/hostname"}, b""),
    "/ftp": (301, {"Location": "ftp://127.0.0.1/own.png"}, b""),
    "/long": (200, {"Content-Type": "image/png"}, PICTURE + bytes(5000)),
    "/liar": (200, {"Content-Type": "image/png", "Content-Length": "99"}, b"few"),
    "/odd": (200, {"Content-Type": "image/png", "Content-Length": "²"}, PICTURE),
}


class Handler(BaseHTTPRequestHandler):
    """Answers with what `ANSWERS` says."""

    def do_GET(self):
        status, headers, content = ANSWERS.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture(scope="module")
def server(serving):
    """The address of a server on this machine."""
    return f"http://127.0.0.1:{serving(Handler).server_port}"


def refusal(address):
    with pytest.raises(DataError) as caught, picture_from(address):
        pass
    return str(caught.value)


@pytest.mark.parametrize(
    "name", ["http://a/b.png", "https://a/b", "file:///b", "ftp://a"]
)
def test_an_address_is_known_by_its_beginning(name):
    assert is_address(name)


@pytest.mark.parametrize(
    "name", ["own.png", "/tmp/own.png", "C:\\own.png", "a/b:c.png"]
)
def test_a_path_is_no_address(name):
    assert not is_address(name)


@pytest.mark.parametrize("place", ["own.png", "untyped", "moved", "odd"])
def test_a_picture_is_read(server, place):
    with picture_from(f"{server}/{place}") as file:
        assert file.read_bytes() == PICTURE


def test_nothing_is_left_of_it_afterwards(server):
    with picture_from(f"{server}/own.png") as file:
        pass
    assert not file.parent.exists()


def test_an_unknown_address_is_told(server):
    assert "cannot be read: the server answered 404" in refusal(f"{server}/nowhere")


def test_a_page_is_no_picture(server):
    assert "is not a picture but text/html. Open the picture itself" in refusal(
        f"{server}/page"
    )


@pytest.mark.parametrize("place, where", [("file", "file:///etc"), ("ftp", "ftp://")])
def test_a_way_out_of_the_web_is_not_followed(server, place, where):
    message = refusal(f"{server}/{place}")
    assert f"leads to '{where}" in message
    assert "expected an address that begins with https://" in message


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "ftp://a/b.png", "data:,x"]
)
def test_an_address_of_another_sort_is_refused(address):
    assert "expected an address that begins with https://" in refusal(address)


def test_a_way_in_a_circle_ends(server):
    assert "cannot be read: Exceeded 5 redirects. " in refusal(f"{server}/round")


def test_a_picture_that_is_too_large_is_not_read_on(server, monkeypatch):
    monkeypatch.setattr(picture_from_web, "MOST_BYTES", 1000)
    assert "is larger than" in refusal(f"{server}/long")


def test_a_promise_that_is_too_large_is_believed(server, monkeypatch):
    monkeypatch.setattr(picture_from_web, "MOST_BYTES", 50)
    assert "is larger than" in refusal(f"{server}/liar")


def test_an_answer_that_breaks_off_is_told(server):
    assert "cannot be read" in refusal(f"{server}/liar")


def test_an_answer_that_takes_too_long_is_given_up(server, monkeypatch):
    monkeypatch.setattr(picture_from_web, "LONGEST", -1.0)
    assert "did not end within" in refusal(f"{server}/own.png")


def test_a_server_that_is_not_there_is_told(dead):
    message = refusal(dead)
    assert "refused" in message
    assert message.endswith("and give the name of the file.")


@pytest.mark.parametrize(
    "address", ["http://", "https://[", "http://a b/", "http://\0"]
)
def test_an_address_that_is_none_is_told(address):
    assert address in refusal(address)
