"""The bench in headless Chromium: edit, check, loop, train, draw, leave the network."""

import re
import zipfile
from pathlib import Path

from site_reader import HELLO, IDLE, PHONE, READY, SECONDS, Reader

from nnkata.content.workspace import find_workspace

WORKSPACE = find_workspace(Path(__file__))


def test_the_stub_a_wrong_answer_and_the_right_one(on_hello):
    reader, page = on_hello, on_hello.page
    assert "raise NotImplementedError" in page.inner_text(".cm-content")
    assert reader.check(HELLO.format("w * x")).startswith("1 of 7")
    card = page.inner_text(".card >> nth=0")
    assert "predict(4.0, 2.5, 3.0): expected 13, got 10" in card
    page.click("text=Hint for predict")
    reader.until("document.getElementById('hints').children.length")
    assert "predict, hint 1:" in page.inner_text("#hints")
    assert reader.check(HELLO.format("w * x + b")) == "7 of 7 tests pass. Passed."
    assert "Passed. Next: " in page.inner_text("#cards")
    page.click("#diff")
    reader.until("!document.getElementById('difference').hidden")
    assert "+++ reference" in page.inner_text("#difference")


def test_an_endless_loop_is_named_with_its_line_and_python_goes_on(on_hello):
    loop = "def predict(x, w, b):\n    while True:\n        pass\n"
    on_hello.check(loop)
    card = on_hello.page.inner_text(".card")
    assert "ran past its limit" in card
    assert re.search(r"in predict, hello\.py:[23]:", card)
    assert on_hello.check(HELLO.format("w * x + b")).endswith("Passed.")


def test_a_call_that_never_ends_costs_python_but_not_the_page(on_hello):
    on_hello.check(HELLO.format("sum(iter(int, 1))"))
    assert "did not end" in on_hello.page.inner_text(".card")
    on_hello.until(READY)
    assert on_hello.check(HELLO.format("w * x + b")).endswith("Passed.")


def test_what_prints_without_end_is_stopped(on_hello):
    text = "def predict(x, w, b):\n    while True:\n        print('x' * 1000)\n"
    on_hello.check(text)
    assert "printed more than 200,000 characters" in on_hello.page.inner_text("#cards")


HOSTILE = {
    "reads the network": "import js\njs.fetch({address!r})",
    "reads it in its own way": "from pyodide.http import open_url\nopen_url({address!r})",
    "runs a script": "from pyodide.code import run_js\nrun_js('import({address!r})')",
    "deletes what is stored": "import js\njs.indexedDB.deleteDatabase('nnkata')",
    "forges a verdict": "import js\njs.postMessage({{'id': 2, 'result': {{}}}})",
    "is deaf": "import js\njs.onmessage = None",
}


def test_code_in_the_editor_reaches_nothing_outside_of_python(on_hello):
    """`on_hello` asserts that no request has left the page."""
    text = HELLO.format("w * x + b")
    for does, line in HOSTILE.items():
        line = line.format(address="http://127.0.0.1:9/secret")
        said = on_hello.check(f"{line}\n{text}")
        if does == "is deaf":
            assert said.endswith("Passed.")
        else:
            assert "cannot be imported" in on_hello.page.inner_text(".card"), does
    on_hello.page.reload()  # what is stored is still there
    on_hello.until(READY)
    assert on_hello.page.inner_text(".cm-line >> nth=1") == "js.onmessage = None"
    assert on_hello.check(text).endswith("Passed.")


def test_code_that_ends_python_is_named_and_python_starts_anew(on_hello):
    for ends in ("import os\nos._exit(0)", "raise KeyboardInterrupt"):
        said = on_hello.check(f"{ends}\n{HELLO.format('w * x + b')}")
        assert said.startswith("Your code has ended Python, which starts anew: ")
    assert on_hello.check(HELLO.format("w * x + b")).endswith("Passed.")


def test_what_code_changes_in_numpy_or_pytest_counts_for_nothing(on_hello):
    text = HELLO.format("0.0")
    forged = "import numpy\nnumpy.testing.assert_allclose = numpy.isclose = print\n"
    said = on_hello.check(forged + text)
    assert said.startswith("Your code changes numpy.isclose, ")
    assert on_hello.check(text).startswith("0 of 7")


def test_a_reload_keeps_the_text_and_another_tab_is_not_overwritten(on_hello):
    reader, page = on_hello, on_hello.page
    reader.check(HELLO.format("w * x"))
    page.reload()
    reader.until(READY)
    assert "return w * x" in page.inner_text(".cm-content")
    other = reader.open("hello")
    reader.until(READY, other)
    reader.check(HELLO.format("w * x + 1"))
    other.locator(".cm-content").click()
    other.keyboard.type("# another")
    reader.until("!document.getElementById('conflict').hidden", other)
    other.click("#theirs")
    reader.until("document.body.innerText.includes('return w * x + 1')", other)


def test_the_site_works_without_a_network_once_it_was_open(reader):
    reader.go("hello")
    reader.until("navigator.serviceWorker.controller !== null")
    reader.context.set_offline(True)
    reader.go("gradient_check")
    kata = WORKSPACE.reference("gradient_check")
    assert reader.check(kata.read_text("utf-8")).endswith("Passed.")


def test_the_work_goes_out_as_a_zip_and_comes_back(reader, tmp_path):
    reader.go("hello")
    reader.check(HELLO.format("w * x + b"))
    page = reader.page
    page.goto(f"{reader.address}index.html")
    page.locator("li.passed").first.wait_for()
    with page.expect_download(timeout=1000 * SECONDS) as download:
        page.click("#export")
    download.value.save_as(tmp_path / "work.zip")
    with zipfile.ZipFile(tmp_path / "work.zip") as archive:
        text = archive.read("katas/hello/hello.py").decode()
        assert text == HELLO.format("w * x + b")
    page.evaluate("indexedDB.deleteDatabase('nnkata')")
    page.goto(f"{reader.address}index.html")
    page.set_input_files("#import", tmp_path / "work.zip")
    reader.until("document.getElementById('state').textContent.includes('taken over')")
    page.locator("li.passed").first.wait_for()
    (tmp_path / "none.zip").write_bytes(b"no zip")
    page.set_input_files("#import", tmp_path / "none.zip")
    reader.until("document.getElementById('state').textContent.includes('not a zip')")


def test_a_training_is_drawn_and_its_network_reads_a_digit(reader):
    reader.go("zero_detector")
    page = reader.page
    reference = WORKSPACE.reference("zero_detector")
    assert reader.check(reference.read_text("utf-8")).endswith("Now train it.")
    page.click("#train")
    reader.until("Number(document.body.dataset.pictures ?? 0) >= 2")
    assert page.locator("#runs svg").count() == 1
    reader.until(IDLE)
    assert page.inner_text("#sum").endswith("Passed.")
    reader.draw_a_line()
    assert page.inner_text("#said").startswith("no zero")
    page.reload()  # the network outlives its Python
    reader.until(READY)
    reader.until(IDLE)
    reader.draw_a_line()
    assert page.inner_text("#said").startswith("no zero")


def test_a_phone_shows_lesson_code_and_answer_one_at_a_time(chromium, address):
    context = chromium.new_context(viewport=PHONE, has_touch=True)
    reader = Reader(context, address)
    reader.go("hello")
    page = reader.page
    width = "document.documentElement.scrollWidth - innerWidth"
    seen = {"lesson": "#lesson", "code": "#editor", "answer": "#answer"}
    for name in ("code", "answer", "lesson"):
        page.click(f"[data-tab={name}]")
        visible = {other for other in seen.values() if page.locator(other).is_visible()}
        assert visible == {seen[name]}
        assert page.evaluate(width) == 0
    page.click("[data-tab=code]")
    assert reader.check(HELLO.format("w * x")).startswith("1 of 7")
    assert page.locator(".card").first.is_visible()  # the answer has come to the front
    context.close()


def test_where_nothing_can_be_stored_the_page_works_and_says_so(chromium, address):
    context = chromium.new_context()
    context.add_init_script(
        "Object.defineProperty(self, 'indexedDB', {value: undefined})"
    )
    reader = Reader(context, address)
    reader.go("hello")
    assert "stores nothing" in reader.page.inner_text("#notice")
    assert reader.check(HELLO.format("w * x + b")).endswith("Passed.")
    context.close()


def test_a_browser_that_is_too_old_is_told_so(chromium, address):
    context = chromium.new_context(service_workers="block")
    context.add_init_script("delete self.DecompressionStream")
    context.route("**/engine.bin", lambda route: route.abort())
    reader = Reader(context, address)
    reader.page.goto(f"{address}hello.html")
    state = "document.getElementById('state').textContent"
    reader.until(f"{state}.startsWith('Python is not running: ')")
    assert reader.page.evaluate(state).endswith(" It needs a browser of 2023 or newer.")
    context.close()


def test_a_lesson_is_readable_without_a_script(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}hello.html")
    assert page.locator("h1").inner_text() == "Hello, weight and bias"
    assert "needs JavaScript" in page.locator("#state").inner_text()
    assert not page.locator("#tools").is_visible()
    context.close()
