"""A reader in front of a page of the site, in headless Chromium."""

import shutil
import subprocess
import sys
import time

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
SECONDS = 600  # for a machine that is busy with other things
PHONE = {"width": 390, "height": 800}
HELLO = "def predict(x, w, b):\n    return {}\n"
READY = "document.body.dataset.ready && !document.getElementById('state').textContent"
IDLE = "document.getElementById('stop').hidden"
CHECKS = "Number(document.body.dataset.checks ?? 0)"


def chromium_here():
    """The path of the system's Chromium; None for Playwright's own, which is fetched."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        words = [
            sys.executable,
            "-m",
            "playwright",
            "install",
            "chromium-headless-shell",
        ]
        done = subprocess.run(words, capture_output=True, text=True)
        if done.returncode:
            reason = [*done.stderr.strip().splitlines(), "no reason"][0]
            pytest.skip(
                f"not run: Chromium is not here and cannot be fetched: {reason}"
            )
    return found


class Reader:
    """Somebody in front of a page, who waits for what it shows."""

    def __init__(self, context, address):
        self.context, self.address = context, address
        self.outside, self.complaints = [], []
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.on("request", lambda request: self._see(request.url))
        self.page = self.open()

    def _see(self, url):
        if not url.startswith((self.address, "data:", "blob:")):
            self.outside.append(url)

    def open(self, name=None):
        page = self.context.new_page()
        page.on(
            "console", lambda m: m.type == "error" and self.complaints.append(m.text)
        )
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if name:
            page.goto(f"{self.address}{name}.html")
        return page

    def go(self, name):
        self.page.goto(f"{self.address}{name}.html")
        self.until(READY)

    def until(self, condition, page=None):
        """Wait, asking again and again: the page's policy forbids to wait inside of it."""
        page, end = page or self.page, time.monotonic() + SECONDS
        while not page.evaluate(condition):
            assert time.monotonic() < end, (
                f"{condition}: {page.inner_text('body')[:500]}"
            )
            time.sleep(0.05)

    def write(self, text):
        """Paste a text in the place of what stands in the editor."""
        self.page.locator(".cm-content").click()
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Control+v")

    def check(self, text):
        """Write a text, check it, and return the line above the cards."""
        self.until(IDLE)
        before = self.page.evaluate(CHECKS)
        self.write(text)
        self.page.keyboard.press("Control+Enter")
        self.until(f"{CHECKS} > {before} && {IDLE}")
        return self.page.inner_text("#sum")

    def draw_a_line(self):
        """Draw a line from the top down, and wait for what the network sees."""
        self.page.locator("#pad").scroll_into_view_if_needed()
        box = self.page.locator("#pad").bounding_box()
        self.page.mouse.move(box["x"] + 140, box["y"] + 40)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + 140, box["y"] + 240, steps=8)
        self.page.mouse.up()
        self.until("!document.getElementById('seen').hidden")
