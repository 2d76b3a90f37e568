"""The line to change, found by repair: single slips in references and right answers."""

import difflib

import pytest

from nnkata import judging
from nnkata.content.workspace import bundled
from nnkata.diagnosis.implementations import Implementation
from nnkata.diagnosis.locate import Locator, Recorded
from nnkata.subject.recording import Recorder, recorded

ENOUGH = 60.0  # seconds: what counts here is how many edits are tried
# The kata, the right answer or "" for the reference, the function, what is replaced by
# what, and the most edits until it is found.
SLIPS = [
    ("neuron", "", "backward", "(z > 0)", "(z < 0)", 100),
    ("neuron", "", "grads", "/ len(X)", "/ len(w)", 400),
    ("neuron", "", "forward", "z, np.maximum(0, z)", "np.maximum(0, z), z", 60),
    ("neuron", "grads_by_backward", "grads", "range(len(y))", "range(len(y) - 1)", 100),
    ("neuron", "loops", "grads", "dw[j] += slopes[j]", "dw[j] = slopes[j]", 150),
    ("neuron", "loops", "forward", "    return z, z", "        return z, z", 150),
    (
        "evaluation",
        "loops",
        "classes",
        "range(1, len(row))",
        "range(1, len(row) - 1)",
        100,
    ),
    ("evaluation", "loops", "balanced_accuracy", "/ len(seen)", "/ len(y_true)", 400),
    ("evaluation", "loops", "confusion", "C[t][g]", "C[g][t]", 150),
    ("optimizers", "", "adam_step", "(1 - b2) * g**2", "((1 - b2) * g) ** 2", 400),
    ("optimizers", "", "rmsprop_step", "(np.sqrt(s) + eps)", "np.sqrt(s + eps)", 200),
    ("l_layer_net", "textbook", "backward", "- 1, -1, -1)", "- 1, 0, -1)", 300),
    ("l_layer_net", "", "backward", "(caches[i + 1] > 0)", "(caches[i] > 0)", 300),
]


def slipped(slug, base, function, old, new):
    """The text of an answer with a slip, and the lines on which it may be mended."""
    home = bundled().solutions / slug
    files = [home / f"{slug}.py", *([home / "right" / f"{base}.py"] if base else [])]
    text = "\n\n".join(file.read_text("utf-8") for file in files)
    start = text.rindex(f"def {function}(")
    end = text.find("\ndef ", start + 1) % (len(text) + 1)
    code = text.find('"""', text.find('"""', start) + 3) if not base else start
    assert old in text[code:end], old
    wrong = text[:code] + text[code:].replace(old, new, 1)
    matcher = difflib.SequenceMatcher(
        None, text.splitlines(), wrong.splitlines(), autojunk=False
    )
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return wrong, {
        n for _, _, _, a, b in changes for n in range(a + 1, max(b, a + 1) + 1)
    }


@pytest.fixture(scope="module")
def searches(tmp_path_factory):
    """For each slip a locator, what it searches, and where it is; by kata, all at once."""
    folder, found = tmp_path_factory.mktemp("slips"), {}

    def search(slip):
        text, lines = slipped(*slip[:5])
        file = folder / f"{len(found)}.py"
        file.write_text(text, encoding="utf-8")
        return file, text, lines

    def judge(session, items):
        slug = items[0].path.parent.name
        for slip in [slip for slip in SLIPS if slip[0] == slug]:
            file, text, lines = search(slip)
            verdicts = session.judge(str(file), items)
            failed = next(verdict for verdict in verdicts if not verdict.passed)
            found[slip] = *_prepared(session, text), failed.function, text, lines

    def searched(slip):
        if slip not in found:
            judging.with_collected(bundled().kata(slip[0]), judge)
        return found[slip]

    return searched


def _prepared(session, text):
    items = [*session.items.values()]
    examiner = session._diagnosis.examiner(items[0].loader)
    functions = vars(items[0].loader.module())
    tests = [Recorded(item.recorder.calls, item.passed) for item in items]
    return Locator(text, functions, examiner.implementations, examiner.slow), tests


def found_by(steps):
    """What comes of a search that yields after each step."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


@pytest.mark.parametrize("slip", SLIPS, ids=lambda s: f"{s[0]}-{s[2]}-{s[4].strip()}")
def test_a_slip_is_located_where_it_is(searches, slip):
    _, _, function, _, _, most = slip
    locator, tests, failing, text, lines = searches(slip)
    located = found_by(locator.locate(failing, tests, ENOUGH))
    assert located.function == function
    named = {
        n for n in range(1, len(text.splitlines()) + 1) if f"line {n}," in located.text
    }
    assert named & lines
    assert locator.tried <= most


class Alone:
    """Implementations that have a reference and no other answer."""

    def __init__(self, functions):
        self.reference = Implementation("reference", "", functions, functions)

    def right_answers(self):
        return iter(())


def functions_of(text):
    functions = {}
    exec(text, functions)
    return functions


def located(wrong, right, name, *calls):
    """What is found in one text by calls that another answers."""
    functions = functions_of(wrong)
    recorder = Recorder()
    for arguments in calls:
        recorded(name, functions[name], recorder)(*arguments)
    locator = Locator(wrong, functions, Alone(functions_of(right)), 1.0)
    return found_by(locator.locate(name, [Recorded(recorder.calls, False)], ENOUGH))


SUM = """\
def total(n):
    i, sum = 0, 0
    while i < n:
        i += 1
        sum += i
    return sum
"""


def test_edits_that_never_end_are_given_up():
    wrong = SUM.replace("sum += i", "sum -= i")
    assert located(wrong, SUM, "total", (3,), (5,)).line == 5


def test_the_change_is_not_told():
    found = located(SUM.replace("sum += i", "sum = i"), SUM, "total", (3,), (5,))
    assert found.text == "changing line 5, `sum = i`, makes every recorded call right"


def test_a_moved_step_is_told_as_such():
    inside = SUM.replace("    return", "        return")
    found = located(inside, SUM, "total", (3,), (5,))
    assert found.text == "moving line 6, `return sum`, makes every recorded call right"


def test_nothing_is_said_of_right_calls():
    assert located(SUM, SUM, "total", (3,), (5,)) is None


def test_nothing_is_said_where_no_single_edit_repairs():
    wrong = "def f(x, y):\n    return (x + 3) * (y + 3)\n"
    right = "def f(x, y):\n    return (x - 4) / (y - 8)\n"
    assert located(wrong, right, "f", (1, 2), (3, 5), (7, 11)) is None


def test_brackets_in_texts_are_no_obstacle():
    right = 'def f(x):\n    return "a (  b" + x * 2 + ")"\n'
    wrong = right.replace("x * 2", "x * 3")
    assert located(wrong, right, "f", ("c",), ("d",)).line == 2


def test_a_dict_may_take_in_another():
    right = 'def f(d, x):\n    return {**d, "a": 7 * x}\n'
    wrong = right.replace("7 * x", "7 + x")
    assert located(wrong, right, "f", ({"b": 1}, 3), ({}, 5)).line == 2


def test_a_wrong_helper_is_found():
    wrong = "def half(x):\n    return x / 3\n\n\ndef f(x):\n    return half(x) + 1\n"
    found = located(wrong, wrong.replace("3", "2"), "f", (1,), (4,), (9,))
    assert (found.function, found.line) == ("half", 2)


def test_the_learners_module_is_left_as_it_was():
    wrong, recorder = SUM.replace("sum += i", "sum = i"), Recorder()
    functions = functions_of(wrong)
    before = dict(functions)
    recorded("total", functions["total"], recorder)(4)
    locator = Locator(wrong, functions, Alone(functions_of(SUM)), 1.0)
    assert found_by(locator.locate("total", [Recorded(recorder.calls, False)], ENOUGH))
    assert functions == before
    assert functions["total"](4) == 4
