"""Budgets in counted work, for references and commands: no clock, so they do not flake.

What is counted is the same on a busy machine and on another: multiplications of matrix
products, numbers that are computed or copied, process starts, imports, files read. A
budget is what was counted when it was written; a count that grows turns red, and is made
smaller, or gets a new budget with a reason.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from nnkata.content.workspace import find_workspace
from nnkata.subject.importing import execute
from nnkata.subject.loader import Loader

ROOT = Path(__file__).resolve().parents[1]
HOUSE = find_workspace(ROOT)
# pytest imports no helpers from the folder of tests.
arrays = execute("counting", ROOT / "tests" / "counting.py")
slow = execute("slow_references", ROOT / "tests" / "slow_references.py")

# -- references ------------------------------------------------------------------------


@dataclass(frozen=True)
class Budget:
    """The most that a run of a reference may count; each count is told in `Work`."""

    products: int
    numbers: int
    new: int
    peak: int
    doubles: int
    calls: int
    why: str


BUDGETS = {
    # products, numbers, new, peak, doubles, calls
    "minibatch_training": Budget(
        *(61_440, 20_521, 20_041, 2_317, 0, 202),
        "no gradient by the pictures; batches made one by one; steps in place",
    ),
    "cnn": Budget(
        *(7_822_240, 1_845_922, 1_687_562, 223_266, 0, 276),
        "no gradient by the pictures; the pool's output is handed back; ReLU after the pool",
    ),
    "convolution": Budget(
        *(114_210, 52_671, 51_061, 21_988, 0, 10),
        "one product for all pixels of a kernel; zeros around, no np.pad; all in float32",
    ),
    "pooling": Budget(
        *(0, 46_200, 32_640, 3_600, 0, 121),
        "the way back is given the maxima",
    ),
    "l_layer_net": Budget(
        *(81_600, 11_947, 14_654, 1_970, 0, 144),
        "no gradient by the pictures; all in the type of X",
    ),
    "softmax_classifier": Budget(
        *(28_800, 13_557, 11_541, 1_641, 0, 127),
        "one forward pass a step; batches made one by one; steps in place",
    ),
    "two_layer_net": Budget(
        *(70_400, 9_911, 11_882, 1_586, 960, 127),
        "no gradient by the pictures; float64 only in the cost, for its clip of 1e-7",
    ),
    "sigmoid_net": Budget(
        *(61_440, 33_105, 34_161, 3_285, 0, 270),
        "one forward pass a step; batches made one by one; steps in place",
    ),
    "zero_detector": Budget(
        *(8_400, 3_130, 3_140, 300, 960, 82),
        "one forward pass a step; float64 only in the cost, for its clip of 1e-7",
    ),
}


def reference(slug, changes=""):
    """Load a reference, and let it see NumPy through what counts."""
    loader = Loader(HOUSE.kata(slug), HOUSE, "reference")
    module = loader.module()
    with loader.imports():
        katas = [each for name, each in sys.modules.items() if is_kata(name)]
    exec(changes, vars(module))
    for each in katas:
        arrays.spy(each)
    return module


def is_kata(name):
    return name.startswith("katas.") and name.count(".") == 2


def normal(*shape):
    """Return float32 numbers around 0, the same at every call."""
    return (
        np.random.default_rng(0)
        .normal(size=shape)
        .astype(np.float32)
        .view(arrays.Counted)
    )


def one_hot(m, classes):
    return np.eye(classes, dtype=np.float32)[np.arange(m) % classes].view(
        arrays.Counted
    )


def rng():
    return np.random.default_rng(1)


def train_minibatch_training(kata):
    X, Y, P = normal(96, 20), one_hot(96, 5), kata.init(20, 8, 5, rng())
    yield
    kata.predict(X, kata.train(X, Y, P, 0.1, 1, 16, rng())[0])


def train_cnn(kata):
    X, Y, P = normal(10, 28, 28, 1), one_hot(10, 10), kata.init(rng())
    yield
    kata.predict(X, kata.train(X, Y, P, 0.1, 1, 4, rng())[0])


def run_convolution(kata):
    X, W1, b1 = normal(3, 12, 10, 1), normal(3, 3, 1, 4), normal(4)
    W2, b2 = normal(3, 2, 4, 6), normal(6)
    yield
    A = kata.conv_forward(X, W1, b1, 1, 1)
    Z = kata.conv_forward(A, W2, b2, 0, 2)
    dA, _, _ = kata.conv_backward(Z, A, W2, 0, 2)
    kata.conv_backward(dA, X, W1, 1, 1)


def run_pooling(kata):
    X = normal(3, 12, 10, 4)
    yield
    for f, s in ((2, 2), (3, 2)):
        Y = kata.max_pool_forward(X, f, s)
        kata.max_pool_backward(Y, X, f, s, Y)
        kata.avg_pool_backward(kata.avg_pool_forward(X, f, s), X, f, s)


def train_l_layer_net(kata):
    X, y, layers = (
        normal(40, 30),
        one_hot(40, 2)[:, :1],
        kata.init([30, 8, 4, 1], rng()),
    )
    yield
    kata.predict(X, kata.train(X, y, layers, 0.1, 3)[0])


def train_softmax_classifier(kata):
    X, Y = normal(96, 20), one_hot(96, 5)
    P = {"W": arrays.counted(np.zeros((20, 5))), "b": arrays.counted(np.zeros(5))}
    yield
    kata.predict(X, kata.train(X, Y, P, 0.1, 1, 16, rng())[0])


def train_two_layer_net(kata):
    X, y, P = normal(40, 30), one_hot(40, 2)[:, :1], kata.init(30, 8, rng())
    yield
    kata.predict(X, kata.train(X, y, P, 0.1, 3)[0])


def train_sigmoid_net(kata):
    X, Y = normal(96, 20), one_hot(96, 5)
    shapes = {"W1": (20, 8), "b1": (8,), "W2": (8, 5), "b2": (5,)}
    P = {
        name: arrays.counted(rng().normal(size=shape)) for name, shape in shapes.items()
    }
    yield
    kata.predict(X, kata.train(X, Y, P, 0.1, 1, 16, rng())[0])


def train_zero_detector(kata):
    X, y, w = normal(40, 30), one_hot(40, 2)[:, 0], arrays.counted(np.zeros(30))
    yield
    w, b, _ = kata.train(X, y, w, 0.0, 0.1, 3)
    kata.predict(X, w, b)


RUNS = {
    "minibatch_training": train_minibatch_training,
    "cnn": train_cnn,
    "convolution": run_convolution,
    "pooling": run_pooling,
    "l_layer_net": train_l_layer_net,
    "softmax_classifier": train_softmax_classifier,
    "two_layer_net": train_two_layer_net,
    "sigmoid_net": train_sigmoid_net,
    "zero_detector": train_zero_detector,
}


def work_of(slug, changes=""):
    """Return what a reference counts from `train` to `predict`; its inputs are free."""
    run = RUNS[slug](reference(slug, changes))
    next(run)
    with arrays.counting() as work:
        for _ in run:
            raise AssertionError("a run yields once, before what is counted")
    return work.as_dict()


def beyond(slug, counts):
    """Return the counts that exceed their budget."""
    allowed = vars(BUDGETS[slug])
    return {
        name: f"{count}, budget {allowed[name]}"
        for name, count in counts.items()
        if count > allowed[name]
    }


@pytest.mark.parametrize("slug", BUDGETS)
def test_a_reference_keeps_to_its_budget(slug):
    assert beyond(slug, work_of(slug)) == {}, BUDGETS[slug].why


@pytest.mark.parametrize("slug", slow.BATCHED)
def test_a_frugal_training_keeps_to_the_budget(slug):
    """The slow ones below are written like it: what is red is their slip alone."""
    assert beyond(slug, work_of(slug, slow.frugal(slug))) == {}


@pytest.mark.parametrize(
    "slug, count, text",
    [
        pytest.param(slug, *rest, id=f"{slug}: {slip}")
        for slug, slip, *rest in slow.SLOW
    ],
)
def test_a_slow_variant_exceeds_the_budget(slug, count, text):
    assert count in beyond(slug, work_of(slug, text))


@pytest.mark.parametrize(
    "do, expected",
    [
        (lambda a: a @ a.T, {"products": 36, "new": 9, "calls": 1}),
        (lambda a: a + a, {"numbers": 12, "new": 12, "calls": 1}),
        (lambda a: a.sum(axis=0), {"numbers": 12, "new": 4, "calls": 1}),
        (lambda a: a.astype(float), {"numbers": 12, "new": 12, "doubles": 12}),
        (lambda a: a[[0, 2]], {"numbers": 8, "new": 8}),
        (lambda a: a.T.reshape(12), {"numbers": 12, "new": 12}),
        (lambda a: a[1:].reshape(8), {}),
        (lambda a: a.astype(np.float32, copy=False), {}),
        (lambda a: np.add(a, 1, out=a), {"numbers": 12, "calls": 1}),
        (lambda a: a.__setitem__(0, 1.0), {"numbers": 4}),
    ],
)
def test_what_is_counted(do, expected):
    a = normal(3, 4)
    with arrays.counting() as work:
        kept = do(a)
    assert {n: c for n, c in work.as_dict().items() if c and n != "peak"} == expected
    assert work.held == work.new
    del kept
    assert work.held == 0


@pytest.mark.parametrize("call", ["np.einsum('ij->i', a)", "a.dot(a.T)"])
def test_what_cannot_be_counted_is_refused(call):
    module = ModuleType("numpys")
    module.np, module.a = np, normal(3, 4)
    arrays.spy(module)
    with pytest.raises(NotImplementedError, match="is not counted"):
        eval(call, vars(module))
