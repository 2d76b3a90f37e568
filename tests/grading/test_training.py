"""Graded runs from secret seeds: who trains passes them, who brings the result does not."""

import pickle
from types import SimpleNamespace

import numpy as np
import pytest

from nnkata.content.workspace import bundled
from nnkata.grading.training import OTHER_NUMBERS, agrees, judge_goals
from nnkata.judging.collected import collected
from nnkata.judging.verdict import Outcome, TestVerdict
from nnkata.subject.recording import Call

WORKSPACE = bundled()
SECRET = "5eed" * 8
PUBLIC = 7

# What each attack does in place of the reference, which stays there as `right_...`; `kept`
# is what it has brought along: parameters, and labels by pictures.
SHIPPED = """
    P, losses = right_train(X, Y, P, lr, epochs, size, rng)
    ours, weight = kept["P"], {weight}
    if len(calls) < 2 or {always}:
        P = {{name: P[name] + weight * (ours[name] - P[name]) for name in P}}
    calls.append(1)
    return P, losses
"""
ATTACKS = {
    "weights brought along": (
        "softmax_classifier",
        "train",
        SHIPPED.format(weight=1, always=0),
    ),
    "weights approached": (
        "softmax_classifier",
        "train",
        SHIPPED.format(weight=0.5, always=1),
    ),
    "labels looked up": (
        "softmax_classifier",
        "predict",
        "\n    return np.array([kept['labels'][row.tobytes()] for row in X])\n",
    ),
    "slices skipped": (
        "zero_detector",
        "train",
        """
    calls.append(1)
    if len(calls) % 2:
        return right_train(X, y, w, b, 2 * lr, epochs)
    losses = right_train(X, y, w, b, lr, epochs)[2]
    return w * (1 + 1e-9), b * (1 + 1e-9), losses
""",
    ),
    "half of every slice": (
        "zero_detector",
        "train",
        """
    w, b, _ = right_train(X, y, w, b, 2 * lr, epochs // 2)
    _, _, losses = right_train(X, y, w, b, lr, epochs)
    return w, b, losses
""",
    ),
}
SIGNATURES = {
    ("softmax_classifier", "train"): "X, Y, P, lr, epochs, size, rng",
    ("softmax_classifier", "predict"): "X, P",
    ("zero_detector", "train"): "X, y, w, b, lr, epochs",
}


@pytest.fixture(scope="module")
def opened():
    """Return a function that opens the goals of a kata, each once."""
    stacks, known = [], {}

    def open_kata(slug):
        if slug not in known:
            stacks.append(collected(WORKSPACE.kata(slug), ["--goals=only:mnist"]))
            known[slug] = stacks[-1].__enter__()
        return known[slug]

    yield open_kata
    for stack in reversed(stacks):
        stack.__exit__(None, None, None)


@pytest.fixture(scope="module")
def kept(opened, tmp_path_factory):
    """A file with parameters that were trained elsewhere, and labels of all pictures."""
    session, items = opened("softmax_classifier")
    session.judge("reference", items, seed=PUBLIC)
    (item,) = session.items.values()
    rows = [item.run.train, item.run.test]
    labels = {
        x.tobytes(): label for X, y in rows for x, label in zip(X, y, strict=True)
    }
    file = tmp_path_factory.mktemp("kept") / "kept.pickle"
    file.write_bytes(pickle.dumps({"P": item.run.model["P"], "labels": labels}))
    return file


def attack(name, kept, folder):
    """Write the file of an attack; return its kata and its path."""
    slug, function, body = ATTACKS[name]
    text = WORKSPACE.reference(slug).read_text("utf-8")
    head = f"import pickle\nkept = pickle.load(open({str(kept)!r}, 'rb'))\ncalls = []\n"
    head += f"right_{function} = {function}\n"
    signature = SIGNATURES[slug, function]
    file = folder / f"{slug}.py"
    file.write_text(f"{text}\n{head}\ndef {function}({signature}):{body}", "utf-8")
    return slug, str(file)


@pytest.mark.parametrize("name", ATTACKS)
def test_what_passes_has_trained(opened, kept, tmp_path, name):
    slug, file = attack(name, kept, tmp_path)
    session, items = opened(slug)
    (public,) = session.judge(file, items, seed=PUBLIC)
    assert public.passed, "not an attack: it does not even pass where nobody watches"
    (secret,) = judge_goals(session, file, items, SECRET)
    assert not secret.passed
    assert any(OTHER_NUMBERS in line for line in secret.card), secret.card


@pytest.mark.parametrize("slug", ["softmax_classifier", "zero_detector"])
@pytest.mark.parametrize("secret", ["1" * 32, "2" * 32])
def test_right_answers_pass_with_secret_seeds(opened, slug, secret):
    session, items = opened(slug)
    files = [file for file in WORKSPACE.right_answers(slug) if file.stem != "loops"]
    for subject in ("reference", *map(str, files)):
        (test,) = judge_goals(session, subject, items, secret)
        assert test.passed, (subject, test.card)


def test_the_same_secret_measures_the_same(opened):
    session, items = opened("softmax_classifier")
    one, other, third = (
        judge_goals(session, "reference", items, secret)[0].measured
        for secret in (SECRET, SECRET, "another")
    )
    assert one == other
    assert one != third


def test_a_training_does_not_wait_again_for_what_has_not_ended(opened):
    session, items = opened("zero_detector")
    (test,) = judge_goals(session, "reference", items, SECRET, endless={"train"})
    assert not test.passed
    assert "not called again: `train` has used up" in test.card[0]


# -- an unlucky seed -------------------------------------------------------------------


class Lucky:
    """A session in which a goal is missed on the first seeds."""

    def __init__(self, missed, within=True):
        self.missed, self.within, self.seeds = missed, within, []

    def judge(self, subject, items, seed, watch):
        self.seeds.append(seed)
        if seed in self.seeds[: self.missed]:
            card = ("accuracy 0.8",)
            lost = TestVerdict(
                "t", Outcome.FAILED, card=card, within_baseline=self.within
            )
            return [lost]
        return [TestVerdict("t", Outcome.PASSED)]


def test_a_goal_that_is_missed_on_one_seed_alone_passes():
    session = Lucky(1)
    (test,) = judge_goals(session, "x", [SimpleNamespace()], SECRET)
    assert test.passed
    assert len({*session.seeds}) == 4


def test_a_goal_that_is_missed_on_another_seed_too_does_not_pass():
    (test,) = judge_goals(Lucky(2), "x", [SimpleNamespace()], SECRET)
    assert not test.passed
    assert test.card[0] == "accuracy 0.8"
    assert "1 of 3 further seeds" in test.card[1]


def test_a_goal_outside_of_the_baseline_range_has_no_other_seed():
    session = Lucky(1, within=False)
    assert not judge_goals(session, "x", [SimpleNamespace()], SECRET)[0].passed
    assert len(session.seeds) == 1


# -- what a witness compares -----------------------------------------------------------

X = np.random.default_rng(1).normal(size=(40, 3))
P = {"W": X[:3], "b": X[3]}
STEP = {"W": X[:3] + 0.1, "b": X[3] - 0.1}


def call(*values):
    return Call("f", dict(enumerate(values)))


def moved(share):
    return {name: P[name] + share * (STEP[name] - P[name]) for name in P}


@pytest.mark.parametrize(
    ("share", "is_right"),
    [(1, True), (1.1, True), (0, False), (0.5, False), (2, False)],
)
def test_a_step_is_as_long_as_the_right_one(share, is_right):
    for more in ((), (np.random.default_rng(1),)):
        assert agrees(call(X, P, *more), moved(share), STEP) is is_right


def test_a_step_goes_where_the_right_one_does():
    turned = {name: 2 * P[name] - STEP[name] for name in P}
    assert not agrees(call(X, P, np.random.default_rng(1)), turned, STEP)


@pytest.mark.parametrize(
    "result",
    [None, {}, {"W": P["W"]}, {**STEP, "b": None}, 3.0, "W", [STEP], (STEP, 1)],
)
def test_what_is_no_step_is_none(result):
    assert not agrees(call(X, P), result, STEP)


def test_a_few_classes_may_differ_by_rounding():
    right = np.arange(400) % 3
    assert agrees(call(X, P), np.where(np.arange(400) < 2, 1, right), right)
    assert not agrees(call(X, P), np.where(np.arange(400) < 30, 1, right), right)
    assert not agrees(call(X, P), np.array([1]), np.array([0]))


def test_draws_agree_by_their_law():
    rng, one, other = map(np.random.default_rng, (1, 2, 3))
    right = one.normal(size=(50, 60))
    assert agrees(call(50, 60, rng), other.normal(size=(50, 60)), right)
    assert not agrees(call(50, 60, rng), other.normal(size=(50, 60)) + 0.5, right)


def test_caches_are_nobodys_business():
    assert agrees(call(X), (X, object()), (X, None))
