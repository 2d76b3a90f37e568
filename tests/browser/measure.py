"""Measure the site in one run: bytes, readiness beside bare Pyodide, verdicts, a training.

    export PYTHONPATH=tests/shared
    python tests/browser/measure.py SITE [--repeats 3] [--lighthouse FOLDER]

SITE is a folder that `nnkata dev site` has made. Times that are compared come from one
run, in turn. FOLDER is one in which `npm install lighthouse` was run.
"""

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
import zipfile
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import sync_playwright
from site_reader import HELLO, READY, Reader, chromium_here
from test_node import KATAS, judged, mistakes, reference

from conftest import Handler

PLAIN = (
    ".woff",
    ".whl",
    ".zip",
    ".npz",
    ".png",
    ".bin",
)  # what a host does not compress
PYTEST = ("py.py", "pytest", "_pytest", "pluggy", "iniconfig", "packaging", "pygments")
# On a second visit a browser compiles what it has kept; from the third on it may keep that.
VISITS = ("cold", "warm", "third")
PAGES = ("index.html", "hello.html", "glossary.html", "minibatch_training.html")
BARE = '<script type="module" src="bare_page.mjs"></script>'
BARE_PAGE = """
const worker = new Worker("./bare.mjs", { type: "module" });
worker.onmessage = () => { document.title = "ready"; };
worker.onerror = ({ message }) => { document.body.textContent = message; };
"""


class Host(Handler):
    """A static host that compresses, and counts what it sends."""

    protocol_version = "HTTP/1.1"  # a browser believes no ETag of an older one
    sent = 0

    def handle(self):
        with suppress(ConnectionError):  # a browser that is closed waits for no answer
            super().handle()

    def do_GET(self):
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            return self.send_error(404)
        tag = f'"{hash(file.read_bytes())}"'
        if self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            return self.end_headers()
        body = file.read_bytes()
        is_plain = file.suffix in PLAIN
        body = body if is_plain else gzip.compress(body, 6)
        Host.sent += len(body)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", tag)
        if not is_plain:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return self.wfile.write(body)


def with_bare_page(site, folder):
    """Copy a site, and put a page with bare Pyodide beside it."""
    copy = shutil.copytree(site, folder / "site")
    (copy / "bare.html").write_text(BARE)
    (copy / "bare_page.mjs").write_text(BARE_PAGE)
    shutil.copyfile(Path(__file__).with_name("bare.mjs"), copy / "bare.mjs")
    with (
        gzip.open(copy / "engine.bin") as stored,
        zipfile.ZipFile(stored) as engine,
        zipfile.ZipFile(copy / "pytest.zip", "w", zipfile.ZIP_DEFLATED) as own,
    ):
        for name in engine.namelist():
            if name.split("/")[0] in PYTEST:
                own.writestr(name, engine.read(name))
    return copy


def ready(context, address, page, condition):
    """Seconds until a page is ready, in a context."""
    reader = Reader(context, address)
    begun = time.monotonic()
    reader.page.goto(f"{address}{page}.html")
    reader.until(condition)
    seconds = time.monotonic() - begun
    reader.page.close()
    assert reader.outside == []
    return seconds


def measured_loads(chromium, address, repeats):
    """Seconds until ready on each visit, of the site and of bare Pyodide, in turn."""
    pages = {"site": ("hello", READY), "bare": ("bare", "document.title === 'ready'")}
    seconds = {(which, how): [] for which in pages for how in VISITS}
    for turn in range(repeats):
        for which in sorted(pages, reverse=bool(turn % 2)):
            context = chromium.new_context()
            for how in VISITS:
                seconds[which, how].append(ready(context, address, *pages[which]))
            context.close()
    return {key: statistics.median(values) for key, values in seconds.items()}


def measured_bytes(chromium, address):
    """Bytes that the first verdict needs, of all that is kept, and of a second visit."""
    sent = {}
    for workers in ("block", "allow"):
        context = chromium.new_context(service_workers=workers)
        Host.sent = 0
        reader = Reader(context, address)
        reader.go("hello")
        reader.check(HELLO.format("w * x + b"))
        if workers == "allow":
            reader.until("navigator.serviceWorker.controller !== null")
        sent[workers] = Host.sent
        if workers == "block":
            context.close()
        assert reader.outside == []
    Host.sent = 0
    reader.go("hello")
    reader.check(HELLO.format("b + w * x"))
    context.close()
    assert reader.outside == []
    return sent["block"], sent["allow"], Host.sent


def lighthouse(folder, address):
    """The score of accessibility of some pages, by Lighthouse."""
    program = shutil.which("lighthouse", path=str(folder / "node_modules" / ".bin"))
    for page in PAGES:
        words = [program, address + page, "--only-categories=accessibility", "--quiet"]
        flags = ["--output=json", "--chrome-flags=--headless=new --no-sandbox"]
        settings = {**os.environ, "CHROME_PATH": chromium_here() or ""}
        done = subprocess.run(
            [*words, *flags], capture_output=True, text=True, env=settings
        )
        report = json.loads(done.stdout)
        score = report["categories"]["accessibility"]["score"]
        failed = [n for n, each in report["audits"].items() if each["score"] == 0]
        print(f"accessibility of {page}: {100 * score:.0f} {failed or ''}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--lighthouse", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = with_bare_page(args.site, Path(folder))
        handler = functools.partial(Host, directory=site)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        chromium = playwright.chromium.launch(
            executable_path=chromium_here(), args=["--no-sandbox"]
        )
        first, everything, second = measured_bytes(chromium, address)
        print(
            f"bytes: {first:,} to the first verdict, {everything:,} with all that is kept"
            f" offline, {second:,} on a second visit",
            flush=True,
        )
        loads = measured_loads(chromium, address, args.repeats)
        for how in VISITS:
            site_s, bare_s = loads["site", how], loads["bare", how]
            print(f"ready, {how}: {site_s:.1f} s, bare Pyodide {bare_s:.1f} s", end="")
            print(f", {site_s / bare_s:.2f} times", flush=True)
        chromium.close()
        if args.lighthouse:
            lighthouse(args.lighthouse, address)
        server.shutdown()
    print_verdicts(args.site)


def print_verdicts(site):
    """Print processor seconds in Node: from a text to its verdict, and of the spiral."""
    texts = [(kata, text(kata), False) for kata in KATAS for text in (reference, wrong)]
    verdicts = judged(site, texts)
    for which, own in (("right", verdicts[::2]), ("wrong", verdicts[1::2])):
        for until in ("first", "seconds"):
            values = sorted(each[until] for each in own)
            middle, most = statistics.median(values), values[-1]
            print(f"{which} text, {until}: median {middle:.2f} s, most {most:.2f} s")
    kata = next(kata for kata in KATAS if any(g.name == "spiral" for g in kata.goals))
    (verdict,) = judged(site, [(kata, reference(kata), True)])
    print(f"goals of {kata.slug}:", verdict["goals"])


def wrong(kata):
    return mistakes(kata)[0]


if __name__ == "__main__":
    main()
