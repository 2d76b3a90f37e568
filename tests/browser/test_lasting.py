"""What outlives a page: every page without a network, and a newer version of the site."""

import re
from pathlib import Path

from site_reader import HELLO, READY, Reader

from nnkata.content.workspace import find_workspace

WORKSPACE = find_workspace(Path(__file__))
CONTROLLED = "navigator.serviceWorker.controller !== null"
WAITS = "document.getElementById('notice').textContent.includes('newer version')"


def test_every_kind_of_page_opens_without_a_network(reader, site):
    reader.go("hello")
    reader.until(CONTROLLED)
    reader.context.set_offline(True)
    texts = {file.stem for file in site.glob("*.html")} - {
        k.slug for k in WORKSPACE.path
    }
    assert len(texts) >= 7
    for name in (*sorted(texts), "he_init", "keras_cnn", ""):
        reader.page.goto(f"{reader.address}{name and name + '.html'}")
        assert reader.page.locator("h1").count() == 1, name
        pictures = (
            "[...document.images].every((each) => !each.src || each.naturalWidth)"
        )
        reader.until(f"document.readyState === 'complete' && {pictures}")


def publish_another(folder):
    """Change what a newer version of the site would change."""
    page, worker = folder / "hello.html", folder / "sw.js"
    text = page.read_text("utf-8")
    page.write_text(text.replace("Hello, weight", "Welcome, weight"), "utf-8")
    name = re.compile(r"nnkata-[0-9a-f]{12}")
    worker.write_text(
        name.sub("nnkata-0123456789ab", worker.read_text("utf-8")), "utf-8"
    )


def test_a_newer_version_waits_for_the_pages_that_are_open_and_the_reader_is_told(
    chromium, own_site
):
    folder, address = own_site
    context = chromium.new_context()
    reader = Reader(context, address)
    reader.go("hello")
    reader.until(CONTROLLED)
    publish_another(folder)
    reader.page.evaluate("navigator.serviceWorker.ready.then((kept) => kept.update())")
    reader.until(WAITS)
    (folder / "engine.bin").unlink()  # what is open does not ask for it again
    reader.page.reload()
    reader.until(READY)
    assert reader.page.inner_text("h1").startswith("Hello")
    assert reader.check(HELLO.format("w * x + b")).endswith("Passed.")
    reader.until(WAITS)
    reader.page.close()
    reader.page = reader.open("hello")
    while not reader.page.inner_text("h1").startswith("Welcome"):  # it takes over soon
        reader.page.close()
        reader.page = reader.open("hello")
    reader.until(
        "document.body.innerText.includes('7 of 7')"
    )  # the work is still there
    context.close()
