"""Goals are judged by the loss of what was learned, and not by what was said of it."""

import pytest

from nnkata.content.workspace import bundled
from nnkata.judging.job import Job
from nnkata.judging.runner import grade

INVENTED = """_right = train


def train(X, y, w, b, lr, epochs):
    w, b, _ = _right(X, y, w, b, 1e-6, epochs)
    return w, b, [0.001] * epochs
"""
OTHER_COST = """_right = train


def train(X, y, w, b, lr, epochs):
    w, b, losses = _right(X, y, w, b, lr / 9, epochs)
    return w, b, [loss / 9 for loss in losses]
"""


@pytest.fixture
def judged(tmp_path):
    """The graded test of zero_detector for a change of its reference."""

    def judge(text):
        house = bundled()
        kata = house.kata("zero_detector")
        whole = house.reference(kata.slug).read_text("utf-8") + "\n\n" + text
        subject = tmp_path / "subject.py"
        subject.write_text(whole, "utf-8")
        tests = grade(Job(kata, str(subject), goals="only:mnist")).tests
        return next(test for test in tests if test.goal == "mnist" and test.ran)

    return judge


def test_invented_losses_fail_with_both_numbers(judged):
    test = judged(INVENTED)
    assert not test.passed
    assert not test.within_baseline
    text = " ".join(" ".join(test.card).split())
    assert "`train` returned a loss of 0.001 for epoch 286. By the reference" in text
    assert "the parameters it had returned before have 0.69" in text


def test_a_cost_of_another_scale_does_not_slip_under_a_threshold(judged):
    test = judged(OTHER_COST)
    assert not test.passed
    assert test.losses[-1] < 0.04 < test.measured["last_loss"]
    assert "last_loss" in " ".join(test.card)
