"""Slips made from a reference: what they change, and when they are named."""

import ast

import pytest

from nnkata.authoring.batch import Round, judge_rounds
from nnkata.content.catalog import find, read_path
from nnkata.content.workspace import bundled
from nnkata.diagnosis.examiner import Examiner
from nnkata.diagnosis.implementations import Implementations
from nnkata.diagnosis.slips import slips
from nnkata.subject.loader import Loader
from nnkata.subject.recording import Recorder, recorded
from nnkata.testing import Mismatch

FAILED = Mismatch("a claim", "a claim", 1e-7, 1e-9)
FUNCTIONS = ("dense_forward", "dense_backward", "dense_step")
LOOP = """
total, found = 0, []
for x in xs:
    total += x
    found.append(total)
return total, found
"""


def made(body, arguments="xs, ys, n"):
    """Return the bodies of a function's slips on one line each, with what they change."""
    lines = [f"    {line}" for line in body.strip().splitlines()]
    source = "\n".join([f"def f({arguments}):", *lines])
    every = ((slip.definition.body, slip.change) for slip in slips(source, "f"))
    return {"; ".join(map(ast.unparse, body)): change for body, change in every}


@pytest.mark.parametrize(
    ("right", "wrong", "change"),
    [
        ("return np.log(xs)", "return np.log2(xs)", "`np.log2` in place of `np.log`"),
        ("return xs + ys", "return xs - ys", "`-` in place of `+`"),
        ("return xs * ys", "return xs", "without `* ys`"),
        ("return xs if n > 1 else ys", "return xs", "as if `n > 1` were always true"),
        ("return xs if n > 1 else ys", "return ys", "as if `n > 1` were always false"),
        ("return xs if z > 1 else ys", "return xs", "only one of two cases"),
        ("return -(xs + ys)", "return -xs + ys", "brackets missing or elsewhere"),
        ("return xs / (ys * n)", "return xs / ys * n", "brackets missing or elsewhere"),
        ("return xs - ys * n", "return (xs - ys) * n", "brackets missing or elsewhere"),
        (
            "return xs.sum(axis=0)",
            "return xs.sum(axis=1)",
            "axis 1 in place of axis 0",
        ),
        (
            "return softmax(ys)",
            "return softmax(softmax(ys))",
            "`softmax` applied twice",
        ),
        ("return g(xs, ys)", "return g(ys, xs)", "two arguments of `g` exchanged"),
        ("return xs @ ys", "return xs @ xs", "`xs` used where `ys` belongs"),
        (
            "a, b = n; return a",
            "b, a = n; return a",
            "values unpacked in another order",
        ),
        (
            "return [x for x in xs]",
            "return [x for x in xs[:-1]]",
            "a loop that leaves the last one out",
        ),
        (
            "return np.mean(xs ** 2)",
            "return np.mean(xs) ** 2",
            "the square of a sum or mean, not of each number",
        ),
    ],
)
def test_an_expression_is_changed(right, wrong, change):
    assert made(right)[wrong] == change


@pytest.mark.parametrize(
    ("steps", "change"),
    [
        (
            "total += x; found.append(total); return (total, found)",
            "the `return` inside a loop, so that it ends after one pass",
        ),
        (
            "total = 0; total += x; found.append(total)",
            "a start value inside a loop that belongs before it",
        ),
        (
            "found.append(total); total += x",
            "an update of a loop too early or too late",
        ),
        ("found.append(total)", "an update before a loop that belongs into each pass"),
    ],
)
def test_a_statement_is_moved(steps, change):
    head = "def f(xs, ys, n):"
    every = slips(head + LOOP.replace("\n", "\n    "), "f")
    loops = ((loop_of(slip.definition), slip.change) for slip in every)
    assert (steps, change) in loops


def loop_of(function):
    loops = [step for step in function.body if isinstance(step, ast.For)]
    return "; ".join(ast.unparse(step) for loop in loops for step in loop.body)


def test_every_slip_is_a_program():
    for slug, function in (
        ("zero_detector", "train"),
        ("regularization", "early_stopping"),
    ):
        source = bundled().reference(slug).read_text(encoding="utf-8")
        for slip in slips(source, function):
            compile(ast.unparse(slip.definition), slug, "exec")


def test_a_changed_while_might_never_end():
    assert made("while n:\n    n -= 1\nreturn n") == {}


@pytest.fixture(scope="module")
def implementations():
    workspace = bundled()
    kata = find(read_path(workspace.katas), "optimizers")
    return Implementations(Loader(kata, workspace, "reference"))


def examined(implementations, function, *calls):
    recorder = Recorder()
    for arguments in calls:
        recorded(function.__name__, function, recorder)(*arguments)
    return Examiner(implementations).examine(recorder.calls, FAILED)


def test_a_slip_is_named_where_no_known_mistake_explains_the_calls(implementations):
    def time_decay(lr0, k, epoch):
        return lr0 / (1 - k * epoch)

    calls = [(0.5, 0.3, 2), (0.7, 0.2, 3)]
    finding = examined(implementations, time_decay, *calls)
    assert finding.advice.endswith("with one change: `-` in place of `+`.")


def test_a_known_mistake_is_named_before_a_slip(implementations):
    def time_decay(lr0, k, epoch):
        return lr0 / 1 + k * epoch

    calls = [(0.5, 0.3, 2), (0.7, 0.2, 3)]
    finding = examined(implementations, time_decay, *calls)
    assert finding.mistake == "time_decay_without_parentheses"


def test_a_slip_that_one_call_disproves_is_not_named(implementations):
    def time_decay(lr0, k, epoch):
        return lr0 / (1 - k * epoch) if epoch == 2 else lr0

    calls = [(0.5, 0.3, 2), (0.7, 0.2, 3)]
    assert examined(implementations, time_decay, *calls).mistake == ""


def test_whoever_makes_a_slip_is_told_so(tmp_path):
    workspace = bundled()
    kata, reference = workspace.kata("dense_layer"), workspace.reference("dense_layer")
    source = reference.read_text(encoding="utf-8")
    every = [s for name in FUNCTIONS for s in slips(source, name)][::4]
    rounds = []
    for number, slip in enumerate(every):
        file = tmp_path / f"{number}.py"
        file.write_text(f"{source}\n\n{ast.unparse(slip.definition)}\n", "utf-8")
        rounds.append(Round(str(file), enough=lambda test: bool(test.mistake)))
    results = judge_rounds(kata, rounds)
    red = [result for result in results if result.failures]
    named = [result for result in red if result.failures[-1].mistake]
    # One of them fails with an error: a number is not changed in place.
    assert len(named) >= len(red) - 1 > 5
