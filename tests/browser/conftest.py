"""The site with Python in it, built once; where that cannot be had, nothing here is run."""

import functools
import http.server
import os
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import sync_playwright
from site_reader import Reader, chromium_here

from nnkata.content.workspace import find_workspace
from nnkata.errors import DataError
from nnkata.site.build import build_site

CACHE = os.environ.get("NNKATA_CACHE")  # before the tests have one of their own
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    out = tmp_path_factory.mktemp("site") / "out"
    try:
        with pytest.MonkeyPatch.context() as patch:
            # A cache that outlives the run: 9 MB are fetched once.
            patch.setenv("NNKATA_CACHE", CACHE) if CACHE else patch.delenv(
                "NNKATA_CACHE"
            )
            build_site(find_workspace(ROOT), out)
    except DataError as error:
        pytest.skip(f"not run: {error}")
    return out


class Handler(http.server.SimpleHTTPRequestHandler):
    """A static host, with the types that scripts and WebAssembly need."""

    extensions_map: ClassVar = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *args):
        pass


@contextmanager
def served(folder):
    """The address of a folder, from a server in this process."""
    handler = functools.partial(Handler, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def address(site):
    with served(site) as address:
        yield address


@pytest.fixture
def own_site(site, tmp_path):
    """A copy of the site that a test may change, and its address."""
    copy = shutil.copytree(site, tmp_path / "site")
    with served(copy) as address:
        yield copy, address


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_here(), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture
def reader(chromium, address):
    context = chromium.new_context(viewport={"width": 1360, "height": 860})
    reader = Reader(context, address)
    yield reader
    context.close()
    assert reader.outside == []


@pytest.fixture
def on_hello(reader):
    reader.go("hello")
    yield reader
    assert reader.complaints == []
