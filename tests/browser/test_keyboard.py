"""The bench by keyboard alone, and what a screen reader is told."""

import pytest
from site_reader import CHECKS, HELLO, IDLE

# The control that has the focus, by its id or its words, and whether one sees that.
FOCUSED = """() => {
  const outer = document.activeElement;
  const inner = outer.shadowRoot?.activeElement ?? outer;
  const outline = getComputedStyle(outer);
  const seen = outline.outlineStyle !== "none" && parseFloat(outline.outlineWidth) >= 2;
  return [outer.id || inner.textContent.trim(), seen];
}"""


def tabbed(page, most=60):
    """The controls in the order in which Tab reaches them, until one comes again."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        name, is_seen = page.evaluate(FOCUSED)
        assert is_seen, name
        if name == "editor":
            page.keyboard.press("Escape")
        if name in found:
            break
        found.append(name)
    return found


def test_tab_reaches_each_control_in_order_and_shows_where_it_is(on_hello):
    page = on_hello.page
    on_hello.check(HELLO.format("w * x"))
    page.evaluate("document.activeElement.blur()")
    page.evaluate("getSelection().removeAllRanges()")
    page.locator(".skip").focus()
    found = tabbed(page)
    bench = ["editor", "check", "hint", "reset", "anew"]
    assert [name for name in found if name in bench] == bench
    assert found.index("nnkata") < found.index("editor")
    assert found.index("anew") < found.index("Hint for predict") < found.index("Line 1")


@pytest.mark.parametrize("closes_a_list", [False, True])
def test_escape_and_tab_leave_the_editor_and_change_nothing(on_hello, closes_a_list):
    page = on_hello.page
    on_hello.write("def predict(x, w, b):\n    return ")
    if closes_a_list:
        page.keyboard.type("prin")
        page.locator(".cm-tooltip-autocomplete").wait_for()
    before = page.inner_text(".cm-content")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)[0] != "editor"
    assert page.inner_text(".cm-content") == before


def test_tab_indents_while_one_writes(on_hello):
    page = on_hello.page
    on_hello.write("x")
    page.keyboard.press("Tab")
    assert page.locator(".cm-line").all_text_contents() == ["    x"]


def test_a_screen_reader_is_told_the_verdict_and_the_names_of_the_controls(on_hello):
    page = on_hello.page
    on_hello.check(HELLO.format("w * x + b"))
    status = page.get_by_role("status").filter(has_text="7 of 7 tests pass. Passed.")
    assert status.count() == 1
    editor = page.get_by_role("textbox")
    assert "Escape and then Tab leave the editor" in editor.get_attribute("aria-label")
    for name in ("Check", "Hint", "Compare", "Reset", "Restart Python"):
        assert page.get_by_role("button", name=name, exact=True).count() == 1
    assert page.get_by_role("region", name="Bench").count() == 1
    assert page.get_by_role("heading", level=1).count() == 1


def test_a_check_during_the_search_for_a_cause_is_done_at_once(on_hello):
    """What fails is written so that the search has no end that a test would wait for."""
    page = on_hello.page
    lines = "\n".join(f"    a{n} = x * {n} - w * b" for n in range(40))
    endless = "import time\ntime.process_time = lambda: 0.0\ndef predict(x, w, b):\n"
    on_hello.write(f"{endless}{lines}\n    sum(range(300_000))\n    return a1 + a2\n")
    before = page.evaluate(CHECKS)
    page.keyboard.press("Control+Enter")
    on_hello.until("document.getElementById('sum').textContent.includes('the cause')")
    on_hello.write(HELLO.format("w * x + b"))
    page.keyboard.press("Control+Enter")
    on_hello.until(f"{CHECKS} >= {before} + 2 && {IDLE}")
    assert page.inner_text("#sum") == "7 of 7 tests pass. Passed."
