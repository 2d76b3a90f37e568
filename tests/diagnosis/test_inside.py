"""Callers are not blamed for what they call, and what decides is asked of the reference."""

import numpy as np
import pytest

from nnkata.content.workspace import bundled
from nnkata.diagnosis.elementwise import decides
from nnkata.diagnosis.examiner import Examiner
from nnkata.diagnosis.implementations import Implementations
from nnkata.diagnosis.inside import calls_inside
from nnkata.judging.card import failure_of
from nnkata.subject.loader import Loader
from nnkata.subject.recording import Call, Recorder, recorded
from nnkata.testing import Mismatch

FAILED = Mismatch("a claim", "a claim", 1e-7, 1e-9)
DENSE = """
import numpy as np

def dense_forward(X, W, b):
    return X @ W + b

def dense_backward(dZ, X, W):
    {backward}

def dense_step(dZ, X, W, b, lr):
    dW, db, dX = dense_backward({given}, X, W)
    return W - {rate} * dW, b - {rate} * db, dX
"""
WRONG = "return X.T @ dZ, dZ[0] + dZ.sum(axis=0), dZ @ W.T"
RIGHT = "return X.T @ dZ, dZ.sum(axis=0), dZ @ W.T"
RNG = np.random.default_rng(2)
SHAPES = (4, 2), (4, 3), (3, 2), 2
GIVEN = [RNG.normal(size=shape) for shape in SHAPES]  # dZ, X, W, b


@pytest.fixture(scope="module")
def examiner():
    workspace = bundled()
    kata = workspace.kata("dense_layer")
    return Examiner(Implementations(Loader(kata, workspace, "reference")))


def step_of(tmp_path, backward, given="dZ", rate="lr"):
    """Return the recorded call of a learner's `dense_step`, and its module."""
    file = tmp_path / "dense_layer.py"
    file.write_text(DENSE.format(backward=backward, given=given, rate=rate), "utf-8")
    workspace, recorder = bundled(), Recorder()
    module = Loader(workspace.kata("dense_layer"), workspace, str(file)).module
    step = recorded("dense_step", module().dense_step, recorder)
    step(*GIVEN, 0.5)
    return recorder.calls[0], module()


def blamed(examiner, call):
    finding = examiner.examine([call], FAILED)
    return finding and finding.call.function


def test_a_caller_is_not_blamed_for_what_it_calls(examiner, tmp_path):
    call, _ = step_of(tmp_path, WRONG)
    assert blamed(examiner, call) == "dense_backward"


def test_a_caller_is_blamed_for_its_own_fault(examiner, tmp_path):
    assert blamed(examiner, step_of(tmp_path, RIGHT, rate="2 * lr")[0]) == "dense_step"


def test_a_function_is_not_blamed_for_what_it_was_given(examiner, tmp_path):
    call, _ = step_of(tmp_path, RIGHT, given="2 * dZ")
    assert blamed(examiner, call) == "dense_step"


def test_where_both_are_wrong_the_inner_one_is_blamed_if_it_is_known_to_be(
    examiner, tmp_path
):
    call, module = step_of(tmp_path, WRONG, rate="2 * lr")
    assert blamed(examiner, call) == "dense_step"
    recorder = Recorder()
    recorded("dense_backward", module.dense_backward, recorder)(*GIVEN[:3])
    finding = examiner.examine([call], FAILED, recorder.calls)
    assert finding.call.function == "dense_backward"


def test_the_module_is_as_before_when_a_call_was_looked_into(tmp_path):
    call, module = step_of(tmp_path, WRONG)
    before = dict(vars(module))
    assert [inner.function for inner in calls_inside(call)] == ["dense_backward"]
    assert vars(module) == before


def test_the_hint_is_for_the_function_that_is_blamed(examiner, tmp_path):
    call, _ = step_of(tmp_path, WRONG)
    finding = examiner.examine([call], FAILED)
    failure = failure_of(FAILED, tmp_path / "dense_layer.py", "neuron", finding)
    assert failure.function == "dense_backward"
    assert "hint dense_layer dense_backward" in failure.card[-1]


def relu_slope(dA, Z):
    return dA * (Z > 0)


def test_what_decides_element_by_element_is_told_from_what_does_not():
    call = Call("f", {name: RNG.normal(size=(4, 4)) for name in "ab"})
    assert decides(lambda call: relu_slope(*call.arguments.values()), call, "b")
    assert not decides(lambda call: np.dot(*call.arguments.values()), call, "b")
    assert not decides(lambda call: np.abs(call.arguments["a"]), call, "b")


def test_a_number_that_is_one_result_decides_over_no_elements():
    assert not decides(lambda call: 1.0, Call("f", {"a": 2.0}), "a")
