"""The site with Python in it, built once; where that cannot be had, nothing here is run."""

import functools
import http.server
import os
import threading
from pathlib import Path
from typing import ClassVar

import pytest

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


@pytest.fixture(scope="session")
def address(site):
    """The address of the site, from a server in this process."""
    handler = functools.partial(Handler, directory=site)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
