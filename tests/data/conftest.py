"""What the tests of data share: an empty cache for each, and addresses of this machine."""

import socket

import pytest


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path_factory):
    """The cache folder, which does not exist yet."""
    folder = tmp_path_factory.mktemp("home") / "cache"
    monkeypatch.setenv("NNKATA_CACHE", str(folder))
    return folder


@pytest.fixture
def no_proxy(monkeypatch):
    """Requests to this machine stay on it."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def dead():
    """The address of a file where no server listens."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    return f"http://127.0.0.1:{port}/digits.gz"
