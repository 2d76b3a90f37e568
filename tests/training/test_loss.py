"""The loss of a goal: from the reference, whatever the subject computes."""

import numpy as np
import pytest

from nnkata.testing import Mismatch
from nnkata.training.loss import read_loss

LOSS = """from katas.double.double import double


def loss(X, Y, w):
    return ((double(X) * w - Y) ** 2).mean()
"""


@pytest.fixture
def loss(tiny):
    """The loss of a kata: how far w times the reference's double is from the labels."""
    tiny.write("solutions/double/loss.py", LOSS)
    tiny.write("katas/double/double.py", "def double(x):\n    return 0 * x\n")
    return read_loss(tiny.workspace.kata("double"), tiny.workspace)


def test_a_kata_without_a_loss_has_none(tiny):
    assert read_loss(tiny.workspace.kata("double"), tiny.workspace) is None


def test_a_loss_calls_the_reference_and_not_the_subject(loss):
    assert loss(np.ones((3, 1)), np.zeros((3, 1)), {"w": 3.0}) == 36.0


def test_many_examples_are_taken_in_parts_and_each_counts_once(loss):
    X = np.arange(2345.0)[:, None]
    whole = ((2 * X * 0.5 - 1) ** 2).mean()
    assert loss(X, np.ones_like(X), {"w": 0.5}) == pytest.approx(whole, rel=1e-12)


def test_parameters_that_do_not_fit_the_reference_are_named(loss):
    with pytest.raises(Mismatch) as caught:
        loss(np.ones((3, 1)), np.zeros((3, 1)), {"w": np.ones((2, 2))})
    assert str(caught.value).startswith(
        "w after the training: the reference cannot compute a loss with what was"
        " learned (ValueError: operands could not be broadcast together"
    )
