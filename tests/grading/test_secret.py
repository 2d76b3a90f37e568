"""Secret calls: right answers pass them, answers that were looked up do not."""

import os
import signal
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from answer_tables import Table

from nnkata.content.workspace import bundled
from nnkata.diagnosis.implementations import Implementations, own_namespace
from nnkata.errors import NnkataError
from nnkata.grading.secret import ENOUGH, SecretCalls, recorded
from nnkata.judging.collected import collected
from nnkata.subject.loader import Loader
from nnkata.subject.recording import CACHES

WORKSPACE = bundled()
KATAS = [kata.slug for kata in WORKSPACE.path if not kata.extras]
IS_WHOLE = os.environ.get("NNKATA_SANDBOX") == "all"
SECRETS = [f"{number:032x}" for number in range(8 if IS_WHOLE else 1)]
FEW = {
    "baseline": 6
}  # a function with fewer secret calls: two public ones teach nothing
FINDS = ("exact", "rounded", "nearest", "replay")


class Kata:
    """A kata with what its spec calls, and its secret calls by secret."""

    def __init__(self, slug):
        self.kata = WORKSPACE.kata(slug)
        with collected(self.kata) as (session, items):
            self.tests = recorded(session, items)
        self.calls = [call for test in self.tests.values() for call in test]
        self.names = sorted({call.function for call in self.calls})
        taking = [c.function for c in self.calls if {*CACHES} & {*c.arguments}]
        self.reference = vars(self.loader("reference").module())
        callers = [n for n in self.names if self.reached(n) & {*taking}]
        self.with_caches = {*taking, *callers}
        self.secret = self.secret_calls(SECRETS[0])

    def secret_calls(self, secret):
        return SecretCalls(self.kata, WORKSPACE, secret, self.tests)

    def loader(self, subject):
        return Loader(self.kata, WORKSPACE, str(subject))

    def reached(self, name):
        """The functions that the reference uses to answer one, and that one."""
        return Implementations(self.loader("reference")).reached({name})

    def with_tables(self, names, find):
        """The reference, with tables in place of some functions."""
        functions = own_namespace(self.reference)
        for name in names:
            functions[name] = Table(rows(self.calls, name), find)
        return Made(functions)


def rows(calls, function):
    """The arguments and the results of a function's calls."""
    own = [call for call in calls if call.function == function and call.error is None]
    return [(call.arguments.values(), call.result) for call in own]


class Made:
    """A loader of functions that were made here."""

    deaths = 0

    def __init__(self, functions):
        self.module = lambda: SimpleNamespace(**functions)
        self.imports = nullcontext
        self.begin_test = lambda seconds: None


@pytest.fixture(scope="module", params=KATAS)
def kata(request):
    return Kata(request.param)


@pytest.fixture(scope="module")
def neuron():
    return Kata("neuron")


def test_right_answers_are_right_on_other_numbers(kata):
    subjects = ["reference", *WORKSPACE.right_answers(kata.kata.slug)]
    for secret in SECRETS:
        calls = kata.secret if secret == SECRETS[0] else kata.secret_calls(secret)
        wrong = {str(s): calls.wrong(kata.loader(s)) for s in subjects}
        assert not any(wrong.values()), wrong


def test_every_function_is_called_with_other_numbers(kata):
    counts = {name: len(calls) for name, calls in kata.secret.calls.items()}
    assert counts == {name: FEW.get(name, ENOUGH) for name in kata.names}


@pytest.mark.parametrize("find", FINDS)
def test_a_table_of_all_public_answers_is_wrong_everywhere(kata, find):
    assert sorted(kata.secret.wrong(kata.with_tables(kata.names, find))) == kata.names


def test_a_table_of_all_public_answers_loses_every_test(kata):
    lost = kata.secret.lost(kata.with_tables(kata.names, "nearest"), kata.tests)
    assert {*lost} == {name for name, calls in kata.tests.items() if calls}


def test_what_is_answered_by_luck_saves_few_tests(kata):
    lost = kata.secret.lost(kata.with_tables(kata.names, "replay"), kata.tests)
    assert len(lost) >= len(kata.tests) - 2


@pytest.mark.parametrize("find", FINDS if IS_WHOLE else ["nearest"])
def test_a_table_for_one_function_is_wrong(kata, find):
    for name in kata.names:
        wrong = kata.secret.wrong(kata.with_tables([name], find))
        assert name in wrong
        # What is given a cache depends on who makes it.
        innocent = {*wrong} - kata.with_caches
        assert all(name in kata.reached(other) for other in innocent), (name, wrong)


def test_a_right_answer_with_one_wrong_function_keeps_the_tests_of_others(neuron):
    subject = neuron.with_tables(["mse"], "nearest")
    lost = neuron.secret.lost(subject, neuron.tests)
    assert {*lost.values()} == {"mse"}
    calling = [
        n for n, calls in neuron.tests.items() if "mse" in {c.function for c in calls}
    ]
    assert sorted(lost) == sorted(calling)


def test_what_is_right_on_other_numbers_keeps_its_tests_although_others_fail(neuron):
    """A slip that shows below zero alone, as learners make them."""
    right = neuron.reference["forward"]
    functions = own_namespace(neuron.reference)
    functions["forward"] = lambda x, w, b: (right(x, w, b)[0], right(x, w, b)[0])
    lost = neuron.secret.lost(Made(functions), neuron.tests)
    assert "test_forward_is_silent_below_zero" in lost
    assert "test_forward_weighs_the_inputs_and_adds_the_bias" not in lost


@pytest.fixture(scope="module")
def regularization():
    return Kata("regularization")


UNPROVED = "test_dropout_takes_activations_of_any_shape[shape3]"  # seven numbers
LARGE = "test_dropout_in_evaluation_draws_nothing"


def test_what_nothing_can_tell_is_kept_by_a_slip_that_public_tests_show(regularization):
    """The slip is one in most tests of the function."""
    right = regularization.reference["dropout_forward"]
    functions = own_namespace(regularization.reference)
    functions["dropout_forward"] = lambda A, keep, rng, train=True: right(
        A, 1 - keep, rng, train
    )
    passed = [UNPROVED, LARGE]
    assert regularization.secret.lost(Made(functions), passed) == {}


@pytest.mark.parametrize("find", ["nearest", "rounded"])
def test_who_gives_a_public_result_again_for_other_numbers_makes_no_slip(
    regularization, find
):
    subject = regularization.with_tables(["dropout_forward"], find)
    passed = [UNPROVED, LARGE]
    assert [*regularization.secret.lost(subject, passed)] == passed


def test_few_labels_that_are_right_by_luck_save_no_test():
    kata = Kata("zero_detector")
    functions = own_namespace(kata.reference)
    functions["predict"] = lambda X, w, b: [0, 1, 0][: len(X)]  # of one public test
    name = "test_predict_takes_as_many_examples_as_pixels"
    for number in range(8):
        lost = kata.secret_calls(f"{number:032x}").lost(Made(functions), [name])
        assert [*lost] == [name]


def test_the_same_secret_makes_the_same_calls(neuron):
    one, other = neuron.secret, neuron.secret_calls(SECRETS[0])
    assert arguments(one) == arguments(other)


def test_another_secret_makes_other_calls(neuron):
    assert arguments(neuron.secret) != arguments(neuron.secret_calls("another"))


def arguments(secret):
    return [repr(c.call.arguments) for calls in secret.calls.values() for c in calls]


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "raise SystemExit",
        "raise ValueError",
        "return object()",
        "return {}",
        "a[:] = 0; return right(a, y)",
    ],
)
def test_what_a_function_does_instead_is_wrong(neuron, body, tmp_path):
    file = tmp_path / "neuron.py"
    text = WORKSPACE.reference("neuron").read_text("utf-8")
    file.write_text(f"{text}\nright = mse\ndef mse(a, y):\n    {body}\n", "utf-8")
    neuron.secret._limit = 0.2
    assert neuron.secret.wrong(neuron.loader(file)) == ["mse"]


def test_a_sandbox_that_ends_for_good_is_no_wrong_number(neuron):
    def end(a, y):
        raise NnkataError("The process that starts sandboxes has ended.")

    functions = {**own_namespace(neuron.reference), "mse": end}
    with pytest.raises(NnkataError):
        neuron.secret.wrong(Made(functions))


def test_a_warning_is_no_wrong_number(neuron, tmp_path):
    """NumPy deprecates from time to time what gives right numbers all the same."""
    file = tmp_path / "neuron.py"
    text = WORKSPACE.reference("neuron").read_text("utf-8")
    warn = "import warnings; warnings.warn('old', DeprecationWarning)"
    body = f"    {warn}\n    return right(a, y)\n"
    file.write_text(f"{text}\nright = mse\ndef mse(a, y):\n{body}", "utf-8")
    assert neuron.secret.wrong(neuron.loader(file)) == []


@pytest.mark.parametrize("number", [0, 956])  # the second has no call in six rounds
def test_each_secret_has_a_call_of_a_function_of_few_whole_numbers(tiny, number):
    with collected(tiny.kata()) as (session, items):
        tests = recorded(session, items)
    calls = SecretCalls(tiny.kata(), tiny.workspace, f"{number:032x}", tests).calls
    assert calls["double"]


@pytest.fixture(scope="module")
def walled():
    """A session that judges behind the wall, with its tests and the secret calls."""
    kata = WORKSPACE.kata("two_layer_net")
    with collected(kata, ["--nnkata-isolated"]) as (session, items):
        calls = SecretCalls(kata, WORKSPACE, SECRETS[0], recorded(session, items))
        yield session, items, calls


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no sandbox on Windows")
@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ("", []),
        ("def predict(X, P): return object()", ["predict"]),
        ("def predict(X, P): import os; os._exit(0)", ["predict"]),
        ("def predict(X, P): X[:] = 0; return (f(X, P)[0] >= .5)[:, 0]", ["predict"]),
        (
            "def forward(X, P): return f(X, P)[0], lambda: f(X, P)[1]",
            ["backward", "train"],
        ),
        (
            "def forward(X, P): return f(X, P)[0], lambda: f(X, P)[1]\n"
            "def backward(A2, y, P, cache): return b(A2, y, P, cache())\n",
            [],
        ),
    ],
)
def test_what_is_behind_the_wall_is_asked_as_well(walled, more, wrong, tmp_path):
    session, items, calls = walled
    text = WORKSPACE.reference("two_layer_net").read_text("utf-8")
    file = tmp_path / "two_layer_net.py"
    file.write_text(f"{text}\nf, b = forward, backward\n{more}\n", "utf-8")
    session.judge(str(file), items[:1], patience=0)
    assert calls.wrong(session.item(items[0]).loader) == wrong


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no sandbox on Windows")
@pytest.mark.parametrize("kills, wrong", [(1, []), (2, ["predict"])])
def test_a_call_whose_process_the_system_ends_is_made_again(
    walled, monkeypatch, kills, wrong
):
    session, items, calls = walled
    session.judge("reference", items[:1], patience=0, isolated=True)
    loader = session.item(items[0]).loader
    call, left = loader.call, [kills]

    def killed(name, args, kwargs):
        if name == "predict" and left[0]:
            left[0] -= 1
            loader._worker or loader._open_again()
            os.kill(loader._worker.process, signal.SIGKILL)
        return call(name, args, kwargs)

    monkeypatch.setattr(loader, "call", killed)
    assert calls.wrong(loader) == wrong
    assert left == [0]
