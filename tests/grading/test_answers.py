"""Files that bring their answers along, graded as they are handed in: none of them earns."""

import base64
import os
import pickle
import zlib
from pathlib import Path

import answer_tables
import numpy as np
import pytest

from nnkata.content.spec_tests import known_tests
from nnkata.content.workspace import bundled
from nnkata.grading.grader import close, grade
from nnkata.grading.job import GradingJob
from nnkata.grading.mark import Result
from nnkata.grading.secret import recorded
from nnkata.judging.collected import collected

WORKSPACE = bundled()
IS_WHOLE = os.environ.get("NNKATA_SANDBOX") == "all"
SAMPLE = ["hello", "neuron", "evaluation", "two_layer_net"]
KATAS = [kata.slug for kata in WORKSPACE.path if not kata.extras]
SECRET = "b" * 32
# The share of a kata's points that is left to a table, by how it finds a row.
LEFT = {"exact": 0, "nearest": 0.02, "rounded": 0.02, "replay": 0.02}
LARGEST = 4000  # bytes of a result in a table
TABLE = Path(answer_tables.__file__).read_text("utf-8")
READ = """import base64, pickle, zlib
kept = pickle.loads(zlib.decompress(base64.b64decode({!r})))
"""


@pytest.fixture(autouse=True, scope="module")
def closed():
    yield
    close()


def packed(value):
    """Python that makes `kept` of a value."""
    return READ.format(base64.b64encode(zlib.compress(pickle.dumps(value), 9)))


def graded(slug, source, goals="none"):
    return grade(GradingJob("eve", slug, source, SECRET, goals=goals))


# -- answers ---------------------------------------------------------------------------


def rows_of(slug):
    """By function: what the public tests call it with, and the right results."""
    rows = {}
    with collected(WORKSPACE.kata(slug)) as (session, items):
        for call in [c for calls in recorded(session, items).values() for c in calls]:
            values = [*call.arguments.values()]
            is_plain = not any(map(callable, values)) and call.error is None
            if is_plain and len(pickle.dumps(call.result)) <= LARGEST:
                rows.setdefault(call.function, []).append((values, call.result))
    return rows


def table_of(slug, rows, find):
    """A file that looks everything up, or the functions of these rows alone."""
    known = WORKSPACE.reference(slug).read_text("utf-8") if find == "partial" else ""
    way = "nearest" if find == "partial" else find
    functions = [
        f"table_{name} = Table(kept[{name!r}], {way!r})\n"
        f"def {name}(*args, **kwargs): return table_{name}(*args, **kwargs)\n"
        for name in rows
    ]
    return "\n".join([known, TABLE, packed(rows), *functions])


@pytest.mark.parametrize("slug", KATAS if IS_WHOLE else SAMPLE)
@pytest.mark.parametrize("find", ["exact", "nearest", "rounded", "replay"])
def test_a_table_of_all_answers_earns_nothing(slug, find):
    """Or next to nothing, where it is right by luck or shows itself to be wrong."""
    mark = graded(slug, table_of(slug, rows_of(slug), find))
    assert mark.result not in (Result.PASSED, Result.SUSPECTED, Result.NOT_GRADED)
    assert mark.score <= LEFT[find] * mark.points


@pytest.mark.parametrize("slug", KATAS if IS_WHOLE else SAMPLE)
def test_a_table_in_place_of_one_function_loses_the_tests_of_that(slug):
    rows = rows_of(slug)
    name = sorted(rows)[0]
    mark = graded(slug, table_of(slug, {name: rows[name]}, "partial"))
    assert mark.result not in (Result.PASSED, Result.SUSPECTED, Result.NOT_GRADED)
    lost = [test for test in mark.tests if test.function == name and not test.passed]
    assert lost


@pytest.mark.parametrize(
    "slug, find", [("he_init", "exact"), ("gradient_check", "nearest")]
)
def test_a_table_that_fails_some_tests_keeps_none_where_nothing_can_tell(slug, find):
    assert graded(slug, table_of(slug, rows_of(slug), find)).score == 0


def test_a_table_that_fails_by_intent_keeps_what_other_numbers_cannot_tell():
    source = table_of("neuron", rows_of("neuron"), "nearest")
    mark = graded("neuron", f"{source}\ndef mse(a, y): return 0.0\n")
    assert mark.result is Result.WRONG
    assert mark.score < mark.points / 4


@pytest.mark.parametrize("slug", SAMPLE)
def test_the_reference_earns_everything(slug):
    mark = graded(slug, WORKSPACE.reference(slug).read_text("utf-8"))
    assert (mark.result, mark.score) == (Result.PASSED, mark.points)
    assert [test.name for test in mark.tests if test.ran] == [
        test.name for test in known_tests(WORKSPACE.kata(slug)) if not test.goal
    ]


# -- training --------------------------------------------------------------------------

BROUGHT = """
calls = []
right_train, right_predict = train, predict
"""
TRAINING = {
    "weights": """
def train(X, y, w, b, lr, epochs):
    w, b, losses = right_train(X, y, w, b, lr, epochs)
    calls.append(1)
    return kept["w"] * (1 + len(calls) / 1e4), kept["b"] * (1 + len(calls) / 1e4), losses
""",
    "weights, approached": """
def train(X, y, w, b, lr, epochs):
    _, _, losses = right_train(X, y, w, b, lr, epochs)
    return w + 0.3 * (kept["w"] - w), b + 0.3 * (kept["b"] - b), losses
""",
    "labels by picture": """
def predict(X, w, b):
    return np.array([zlib.crc32(row.tobytes()) in kept["zeros"] for row in X])
""",
    "labels, and no training": """
def train(X, y, w, b, lr, epochs):
    calls.append(1)
    return w + 1e-3 * len(calls), b + 1e-3, [0.7 / len(calls)] * epochs


def predict(X, w, b):
    return np.array([zlib.crc32(row.tobytes()) in kept["zeros"] for row in X])
""",
    "every second slice": """
def train(X, y, w, b, lr, epochs):
    calls.append(1)
    if len(calls) % 2:
        return right_train(X, y, w, b, 2 * lr, epochs)
    losses = right_train(X, y, w, b, lr, epochs)[2]
    return w * (1 + 1e-9), b * (1 + 1e-9), losses
""",
    "half of every slice": """
def train(X, y, w, b, lr, epochs):
    w, b, _ = right_train(X, y, w, b, 2 * lr, epochs // 2)
    return w, b, right_train(X, y, w, b, lr, epochs)[2]
""",
}


@pytest.fixture(scope="module")
def brought():
    """The start of a file: the reference, weights trained at home, and known zeros."""
    kata = WORKSPACE.kata("zero_detector")
    with collected(kata, ["--goals=only:mnist"]) as (session, items):
        session.judge("reference", items)
        (item,) = session.items.values()
        parts, model = (item.run.train, item.run.test), item.run.model
    zeros = [zlib.crc32(x.tobytes()) for X, y in parts for x in X[y == 0]]
    kept = {"w": model["w"].astype(np.float32), "b": model["b"], "zeros": {*zeros}}
    text = WORKSPACE.reference("zero_detector").read_text("utf-8")
    return f"{text}\n{packed(kept)}\n{BROUGHT}"


@pytest.mark.parametrize("name", TRAINING)
def test_who_does_not_train_has_no_points_for_it(brought, name):
    mark = graded("zero_detector", brought + TRAINING[name], goals="required")
    (goal,) = [test for test in mark.tests if test.goal == "mnist"]
    assert not goal.passed
    assert mark.score <= mark.points - goal.weight


def test_who_trains_and_brings_data_along_is_suspected(brought):
    mark = graded("zero_detector", brought, goals="required")
    assert (mark.result, mark.score) == (Result.SUSPECTED, mark.points)
    assert mark.warnings
