"""Budgets in counted work for references and hot commands: without a clock, never flaky.

The counts are the same on every machine, busy or not: multiplications of matrix products,
numbers computed or copied, process starts, imports, files read. A budget is the count of
the day when it was written. If a change exceeds it, save the work or, with a reason, raise
the budget.
"""

import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from nnkata.cli import main
from nnkata.content.workspace import bundled, find_workspace
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
    """The most that a run of a reference may count; `Work` defines the counts."""

    products: int
    numbers: int
    new: int
    peak: int
    doubles: int
    calls: int
    why: str


REFERENCE_BUDGETS = {
    # products, numbers, new, peak, doubles, calls
    "minibatch_training": Budget(
        *(61_440, 20_521, 20_041, 2_317, 0, 202),
        "no gradient by the pictures; batches made one by one; steps in place",
    ),
    "cnn": Budget(
        *(7_269_280, 1_654_754, 1_498_778, 181_794, 0, 351),
        "no gradient by the pictures; the pool's output is handed back; ReLU after the pool",
    ),
    "convolution": Budget(
        *(73_170, 27_237, 25_537, 5_214, 0, 51),
        "one product forward; no columns on the way back; all in float32",
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
        *(70_400, 10_159, 12_130, 1_586, 960, 127),
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
    """Load a reference, with changes laid over it, so that its work is counted."""
    loader = Loader(HOUSE.kata(slug), HOUSE, "reference")
    module = loader.module()
    with loader.imports():
        katas = [each for name, each in sys.modules.items() if is_kata(name)]
    exec(changes, vars(module))
    for each in katas:
        arrays.instrument(each)
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
    """Return the counts of a reference from `train` to `predict`, without its inputs."""
    run = RUNS[slug](reference(slug, changes))
    next(run)
    with arrays.counting() as work:
        for _ in run:
            raise AssertionError("a run yields once, when its inputs are made")
    return work.as_dict()


def beyond(slug, counts):
    """Return the counts of a reference that exceed their budget."""
    allowed = vars(REFERENCE_BUDGETS[slug])
    return {
        name: f"{count}, budget {allowed[name]}"
        for name, count in counts.items()
        if count > allowed[name]
    }


@pytest.mark.parametrize("slug", REFERENCE_BUDGETS)
def test_a_reference_keeps_to_its_budget(slug):
    over = beyond(slug, work_of(slug))
    assert over == {}, f"{over}. The budget: {REFERENCE_BUDGETS[slug].why}"


@pytest.mark.parametrize("slug", REFERENCE_BUDGETS)
def test_the_counts_are_the_same_every_time(slug):
    assert work_of(slug) == work_of(slug)


@pytest.mark.parametrize("slug", slow.BATCHED)
def test_a_frugal_training_keeps_to_the_budget(slug):
    """The slow variants are made from it: only their slip exceeds the budget."""
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
def test_work_is_counted(do, expected):
    a = normal(3, 4)
    with arrays.counting() as work:
        kept = do(a)
    assert {n: c for n, c in work.as_dict().items() if c and n != "peak"} == expected
    assert work.held == work.new
    del kept
    assert work.held == 0


@pytest.mark.parametrize(
    "call", ["np.einsum('ij->i', a)", "np.linalg.norm(a)", "a.dot(a.T)"]
)
def test_work_that_cannot_be_counted_raises(call):
    module = ModuleType("numpys")
    module.np, module.a = np, normal(3, 4)
    arrays.instrument(module)
    with pytest.raises(NotImplementedError, match="is not counted"):
        eval(call, vars(module))


# -- commands --------------------------------------------------------------------------

# What nnkata depends on or a kata may use, and modules of the standard library that cost
# as much: each command has a list of those that it may import.
HEAVY = {
    *("IPython", "PIL", "argcomplete", "h5py", "jinja2", "keras", "matplotlib"),
    *("numpy", "pluggy", "pooch", "pylatexenc", "pytest", "requests", "rich"),
    *("tensorflow", "watchfiles"),
    *("asyncio", "concurrent", "dataclasses", "decimal", "difflib", "email", "http"),
    *("logging", "multiprocessing", "ssl", "subprocess", "unittest", "xml"),
}


def is_content(file):
    """A workspace has one kata.toml for each kata: budgets do not depend on how many."""
    return not file.endswith("kata.toml")


@dataclass(frozen=True)
class Usage:
    """What one process of a command used, or may use at most.

    Attributes
    ----------
    starts : int
        Processes that it started.
    own, standard : int
        Modules of nnkata, and of the standard library, that it looked for.
    files : int
        Files below the workspace, the solutions and the datasets that were read, besides
        every kata.toml.
    again : int
        How often one of them, or a kata.toml, was opened again.
    read : int
        kB of these files besides every kata.toml, each as often as it was opened.
    writes : int
        Files below these folders that were opened for writing.
    heavy : set of str
        The packages of `HEAVY` that it looked for.
    why : str
        The reason for the budget.
    """

    starts: int
    own: int
    standard: int
    files: int
    again: int
    read: float
    writes: int
    heavy: set = frozenset()
    why: str = ""

    def beyond(self, budget):
        """Return what exceeds a budget."""
        names = ("starts", "own", "standard", "files", "again", "read", "writes")
        pairs = {name: (getattr(self, name), getattr(budget, name)) for name in names}
        over = {
            name: f"{count}, budget {most}"
            for name, (count, most) in pairs.items()
            if count > most
        }
        if strange := self.heavy - budget.heavy:
            over["heavy"] = ", ".join(sorted(strange))
        return over


ANY = float("inf")  # not bounded: it depends on the clock
JUDGING = {
    *("concurrent", "dataclasses", "email", "logging", "multiprocessing"),
    "subprocess",
}
# Versions of Python differ in their modules (58 to 62 for `list`), and katas grow: a tenth
# is added to `standard` and to kB, and nothing to the other counts.
COMMAND_BUDGETS = {
    # starts, own, standard, files, again, kB, writes
    "list": Usage(
        *(0, 16, 68, 1, 0, 1, 0),
        {"dataclasses"},
        "it reads syllabus.toml and each kata.toml once; no NumPy, no process",
    ),
    "stub": Usage(
        *(1, 39, 158, 4, 8, 64, 1),
        JUDGING,
        "one process judges; this one needs no NumPy, no pytest and, with no bar, no rich",
    ),
    "stub, cached": Usage(
        *(0, 39, 158, 5, 1, 64, 0),
        JUDGING,
        "no process; every file but one kata.toml is read once",
    ),
    "reference": Usage(
        *(1, 39, 158, 5, 8, 64, 1),
        JUDGING,
        "as for a stub",
    ),
    "reference, cached": Usage(
        *(0, 39, 158, 5, 1, 57, 0),
        JUDGING,
        "as for a stub, and nothing is recorded",
    ),
    "report, unchanged": Usage(
        *(0, 76, 171, 12, 14, 68, 1),
        JUDGING | {"jinja2", "numpy", "pluggy"},
        "no process, no matplotlib; a network is opened once; only the page is written",
    ),
    "watch": Usage(
        *(6, 44, 155, 5, ANY, ANY, 7),
        JUDGING,
        "4 judgements, 1 pre-started worker, 1 that waited for an outdated job; "
        "3 saves, 4 cached verdicts; a stub is not recorded",
    ),
}
WORKER = {
    *("dataclasses", "decimal", "difflib", "email", "logging", "numpy", "pluggy"),
    *("pytest", "subprocess", "unittest", "xml"),
}
WORKER_BUDGETS = {
    "stub": Usage(
        *(0, 44, 185, 2, 3, 33, 0),
        WORKER,
        "no known mistake is read; slips and edits are made only where a card needs them",
    ),
    "reference": Usage(
        *(0, 44, 185, 2, 1, 17, 0),
        WORKER,
        "no known mistake is read; slips and edits are made only where a card needs them",
    ),
    "watch": Usage(
        *(0, 44, 185, ANY, ANY, ANY, 0),
        WORKER,
        "a pre-started worker reads the known mistakes ahead",
    ),
}


@dataclass(frozen=True)
class Trace:
    """The trace that `process_trace` has written about one process."""

    words: list
    lines: list

    @property
    def judges(self):
        return "nnkata.judging.worker" in self.words

    def of(self, kind):
        return [(what, size) for found, what, size in self.lines if found == kind]

    def usage(self):
        modules = {name for name, _ in self.of("imports")}
        tops = [name.partition(".")[0] for name in modules]
        reads = self.of("reads")
        files = {file for file, _ in reads}
        return Usage(
            starts=len(self.of("starts")),
            own=tops.count("nnkata"),
            standard=sum(top in sys.stdlib_module_names for top in tops),
            files=sum(map(is_content, files)),
            again=len(reads) - len(files),
            read=sum(size for file, size in reads if is_content(file)) / 1000,
            writes=len(self.of("writes")),
            heavy=frozenset(HEAVY & {*tops}),
        )


@pytest.fixture(scope="module")
def traced(python, tmp_path_factory):
    """Run Python in a workspace; return the traces of its processes, and its output."""
    hook = tmp_path_factory.mktemp("hook")
    shutil.copy(ROOT / "tests" / "process_trace.py", hook / "sitecustomize.py")
    path = os.pathsep.join([str(hook), *filter(None, [os.environ.get("PYTHONPATH")])])
    own = bundled()

    def run(folder, *words):
        traces = tmp_path_factory.mktemp("traces")
        roots = [folder.resolve(), own.solutions, own.datasets]
        done = python(
            *words,
            cwd=folder,
            PYTHONPATH=path,
            WORK_TRACES=str(traces),
            WORK_ROOTS=os.pathsep.join(map(str, roots)),
        )
        assert done.returncode in (0, 1), done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        found = [read_trace(file) for file in traces.iterdir() if file.stat().st_size]
        return sorted(found, key=lambda each: each.judges), done.stdout

    return run


def read_trace(file):
    begin, *lines = map(json.loads, file.read_text("utf-8").splitlines())
    return Trace(begin[1], lines)


# In this order, in a new workspace.
PATH = {
    "list": "list",
    "stub": "check neuron",
    "stub, cached": "check neuron",
    "reference": "check neuron --subject=reference",
    "reference, cached": "check neuron --subject=reference",
}
NETWORK = """
import numpy as np


def double(x):
    return 2 * x


def train(P, epochs):
    return P, [1.0] * epochs


def predict(X, P):
    return (X @ P["W"]).argmax(axis=1)
"""
TRAINED = """

import numpy as np
import pytest

from nnkata.testing import assert_accuracy


@pytest.mark.graded
def test_it_is_kept(kata, goal):
    (X, y), P = goal.test, {"W": np.eye(2, 3)}
    for epochs in goal.slices():
        P, losses = kata.train(P, epochs)
        goal.keep_model({"P": P})
        goal.add_losses(losses, accuracy=0.4)
    assert_accuracy(y, kata.predict(X, P), goal)
"""
GOAL = """
[predict]
call = "predict(X, P)"

[[goals]]
name = "spiral"
dataset = "spiral"
inputs = "raw"
seconds = 10
at_least = { accuracy = 0.1 }
settings = { epochs = 20 }
"""
# A watch of `neuron`, whose file is saved three times. Each save is judged to its end
# before the next: the counts do not depend on the clock.
WATCH = """
from collections import Counter
from pathlib import Path

from nnkata.content.workspace import find_workspace
from nnkata.judging.pool import Pool
from nnkata.watch.loop import Watch
from nnkata.watch.source import digests_of

pool = Pool()
watch = Watch(find_workspace(Path.cwd()), "neuron", pool)
events, hear = Counter(), watch._on_event


def listening(judgement, event):
    events[event["event"]] += 1
    return hear(judgement, event)


def settle():
    while not watch.settled or watch._judgement.digests != digests_of(watch.state.kata):
        watch.wait()


watch._on_event = listening
watch.judge()
settle()
for number in range(3):
    events.clear()
    stub = watch.state.kata.stub
    stub.write_text(stub.read_text("utf-8") + f"# save {{number}}\\n", encoding="utf-8")
    watch.news.put(("saved",))
    {each}
    print(events.total(), len(watch.state.verdict.tests))
watch.close()
"""
LIST = """
from nnkata.cli import main

main(["list"])
"""
WITH_NUMPY = f"import numpy\n{LIST}"
LESSONS = """
from pathlib import Path

for lesson in Path("katas").glob("*/README.md"):
    lesson.read_bytes()
"""
WITH_LESSONS = LIST + LESSONS


@dataclass(frozen=True)
class Commands:
    """The traces of each run; for each save, the watch's events and tests."""

    runs: dict
    events: list
    events_twice: list

    def of(self, run, judges):
        return [trace.usage() for trace in self.runs[run] if trace.judges == judges]


@pytest.fixture(scope="module")
def commands(traced, shared, tmp_path_factory):
    """Run the hot commands, and slow variants of them."""
    workspace = tmp_path_factory.mktemp("path") / "katas"
    assert main(["init", str(workspace)]) == 0
    runs = {
        name: traced(workspace, "-m", "nnkata", *words.split())[0]
        for name, words in PATH.items()
    }
    facts = shared.root / "katas/double/kata.toml"
    facts.write_text(facts.read_text("utf-8") + GOAL, encoding="utf-8")
    spec = shared.root / "katas/double/test_double.py"
    spec.write_text(spec.read_text("utf-8") + TRAINED, encoding="utf-8")
    shared.mine(NETWORK)
    traced(shared.root, "-m", "nnkata", "check", "double")
    traced(shared.root, "-m", "nnkata", "report")
    runs["report, unchanged"], _ = traced(shared.root, "-m", "nnkata", "report")
    runs["report, fresh"], _ = traced(shared.root, "-m", "nnkata", "report", "--fresh")
    fresh = "check", "neuron", "--fresh"
    runs["stub, fresh"], _ = traced(workspace, "-m", "nnkata", *fresh)
    runs["list with NumPy"], _ = traced(workspace, "-c", WITH_NUMPY)
    runs["list with lessons"], _ = traced(workspace, "-c", WITH_LESSONS)
    once, twice = "settle()", "settle(); watch.judge(); settle()"
    runs["watch"], printed = traced(workspace, "-c", WATCH.format(each=once))
    runs["watch twice"], more = traced(workspace, "-c", WATCH.format(each=twice))
    return Commands(runs, numbers_in(printed), numbers_in(more))


def numbers_in(text):
    return [tuple(map(int, line.split())) for line in text.splitlines()]


@pytest.mark.parametrize("name", COMMAND_BUDGETS)
def test_a_command_keeps_to_its_budget(commands, name):
    (usage,) = commands.of(name, judges=False)
    over = usage.beyond(COMMAND_BUDGETS[name])
    assert over == {}, f"{over}. The budget: {COMMAND_BUDGETS[name].why}"


@pytest.mark.parametrize("name", COMMAND_BUDGETS)
def test_every_process_start_is_counted(commands, name):
    """Some ways to start a process raise no audit event, but the process has a trace."""
    assert len(commands.runs[name]) <= 1 + COMMAND_BUDGETS[name].starts


@pytest.mark.parametrize("name", WORKER_BUDGETS)
def test_a_process_that_judges_keeps_to_its_budget(commands, name):
    usages = commands.of(name, judges=True)
    assert usages
    for usage in usages:
        over = usage.beyond(WORKER_BUDGETS[name])
        assert over == {}, f"{over}. The budget: {WORKER_BUDGETS[name].why}"


@pytest.mark.parametrize(
    "run, name, over",
    [
        ("list with NumPy", "list", {"heavy"}),
        ("list with lessons", "list", {"files", "read"}),
        ("stub, fresh", "stub, cached", {"starts", "again"}),
        ("report, fresh", "report, unchanged", {"starts"}),
        ("watch twice", "watch", {"starts", "writes"}),
    ],
)
def test_a_slow_command_exceeds_the_budget(commands, run, name, over):
    (usage,) = commands.of(run, judges=False)
    assert over <= {*usage.beyond(COMMAND_BUDGETS[name])}


def test_a_save_has_two_events_for_each_test_and_two_more(commands):
    assert len(commands.events) == 3
    for events, tests in commands.events:
        assert 0 < events <= 2 * tests + 2


def test_a_save_that_is_judged_twice_has_too_many_events(commands):
    assert len(commands.events_twice) == 3
    for events, tests in commands.events_twice:
        assert events > 2 * tests + 2
