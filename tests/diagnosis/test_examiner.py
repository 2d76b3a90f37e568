"""The finding for a failed test: the first wrong call, and what explains it."""

import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnkata.content.catalog import find, read_path
from nnkata.content.workspace import bundled
from nnkata.diagnosis.examiner import Examiner, Finding
from nnkata.diagnosis.implementations import Implementations
from nnkata.judging.card import failure_of
from nnkata.subject.loader import Loader
from nnkata.subject.recording import Recorder, recorded
from nnkata.testing import Mismatch

FAILED = Mismatch("a claim", "a claim", 1e-7, 1e-9)


@pytest.fixture(scope="module")
def examiners():
    workspace = bundled()
    path = read_path(workspace.katas)
    made = {}

    def examiner(slug):
        if slug not in made:
            made[slug] = Examiner(
                Implementations(Loader(find(path, slug), workspace, "reference"))
            )
        return made[slug]

    return examiner


def calls_of(function, *calls):
    recorder = Recorder()
    for arguments in calls:
        with np.errstate(all="ignore"):
            recorded(function.__name__, function, recorder)(*arguments)
    return recorder.calls


def failing_calls_of(function, arguments):
    recorder = Recorder()
    call = recorded(function.__name__, function, recorder)
    with warnings.catch_warnings(action="error"), pytest.raises(RuntimeWarning):
        call(*arguments)
    return recorder.calls


P = np.array([[0.7, 0.2, 0.1], [0.1, 0.6, 0.3], [0.25, 0.25, 0.5], [0.05, 0.15, 0.8]])
Y = np.eye(3)[[0, 2, 1, 2]]


def dlogits(P, Y):
    return P - Y


def test_a_known_mistake_is_named_by_its_outputs(examiners):
    finding = examiners("softmax_nll").examine(calls_of(dlogits, (P, Y)), FAILED)
    assert finding.mistake == "dlogits_not_averaged"


def test_a_factor_is_told_beside_it_with_the_name_that_two_calls_bear_out(examiners):
    calls = calls_of(dlogits, (P, Y), (P[:3], Y[:3]))
    said = "every value is 4 times the expected one"
    examine = examiners("softmax_nll").examine
    assert examine(calls, FAILED).statements == (f"{said}, and m is 4",)
    assert examine(calls[:1], FAILED).statements == (said,)
    assert examine(calls[:1], FAILED, calls[1:]).statements == (f"{said}, and m is 4",)


def test_right_calls_give_no_finding(examiners):
    def dlogits(P, Y):
        return (P - Y) / P.shape[0]

    assert examiners("softmax_nll").examine(calls_of(dlogits, (P, Y)), FAILED) is None


def test_an_unknown_mistake_is_not_named(examiners):
    def dlogits(P, Y):
        return (P - Y) / len(Y) + 0.001 * P**2

    finding = examiners("softmax_nll").examine(calls_of(dlogits, (P, Y)), FAILED)
    assert finding.mistake == ""


class TwoOfAKind(Implementations):
    """Implementations in which every mistake has a twin of another name."""

    def mistakes(self, called):
        for mistake in super().mistakes(called):
            yield mistake
            yield replace(mistake, name=f"{mistake.name}_again")


def test_two_mistakes_that_fit_are_both_left_unnamed(examiners):
    twins = Examiner(TwoOfAKind(examiners("softmax_nll").implementations._loader))
    finding = twins.examine(calls_of(dlogits, (P, Y)), FAILED)
    assert finding.mistake == ""
    assert finding.statements != ()


def test_a_mistake_is_not_named_where_an_earlier_call_without_it_was_right(examiners):
    def sums(P, Y):
        return P - Y

    def averaged(P, Y):
        return (P - Y) / len(Y)

    averaged.__name__ = sums.__name__ = "dlogits"
    examiner, now = examiners("softmax_nll"), calls_of(sums, (P, Y))
    earlier = calls_of(averaged, (P[:2], Y[:2]))
    assert examiner.examine(now, FAILED, earlier).mistake == ""
    assert examiner.examine(now, FAILED, earlier).statements != ()
    one = calls_of(averaged, (P[:1], Y[:1]))  # a batch of one shows nothing
    assert examiner.examine(now, FAILED, one).mistake == "dlogits_not_averaged"


def test_none_where_none_is_expected_is_not_told(examiners):
    def dropout_forward(A, keep, rng, train=True):
        return A * keep, None

    call = calls_of(dropout_forward, (P, 0.5, np.random.default_rng(1), False))
    finding = examiners("regularization").examine(call, FAILED)
    assert not any("None" in told for told in finding.statements)


def test_a_mistake_that_earlier_calls_contradict_is_not_named(examiners):
    def dlogits(P, Y):
        return (P - Y) / (len(Y) - 3)  # for 4 examples as if it were not averaged

    calls, earlier = calls_of(dlogits, (P, Y)), calls_of(dlogits, (P[:2], Y[:2]))
    examiner = examiners("softmax_nll")
    assert examiner.examine(calls, FAILED).mistake == "dlogits_not_averaged"
    assert examiner.examine(calls, FAILED, earlier).mistake == ""


def test_another_mistake_in_another_function_contradicts_none(examiners):
    def cross_entropy(P, Y):
        return -np.log(P[Y == 1]).mean()

    earlier = calls_of(cross_entropy, (P, Y))
    finding = examiners("softmax_nll").examine(
        calls_of(dlogits, (P, Y)), FAILED, earlier
    )
    assert finding.mistake == "dlogits_not_averaged"


def test_a_mistake_that_an_earlier_test_rules_out_is_not_named(examiners):
    def binary_cross_entropy(p, y, eps=1e-7):
        p = np.clip(np.floor(p), eps, 1 - eps)
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

    here = np.array([0.3, 0.4, 1.0]), np.array([1.0, 0.0, 0.0])
    before = np.array([0.7, 0.2, 0.9]), np.array([1.0, 0.0, 1.0])
    examiner = examiners("clipped_cost")
    calls = calls_of(binary_cross_entropy, here)
    earlier = calls_of(binary_cross_entropy, before)
    assert examiner.examine(calls, FAILED).mistake == "cost_of_the_decisions"
    assert examiner.examine(calls, FAILED, earlier).mistake == ""


def test_an_error_in_an_earlier_test_tells_two_mistakes_apart(examiners):
    def binary_cross_entropy(p, y, eps=1e-7):
        return np.mean(np.where(y == 1, -np.log(p), -np.log(1 - p)))

    calls, earlier = (
        failing_calls_of(binary_cross_entropy, (np.array([p]), np.array([1 - p])))
        for p in (1.0, 0.0)
    )
    examiner = examiners("clipped_cost")
    assert examiner.examine(calls, FAILED).mistake == ""
    assert examiner.examine(calls, FAILED, earlier).mistake == "cost_not_clipped"


def test_writing_into_views_of_one_array_does_not_rule_a_mistake_out(examiners):
    def standardise(Xtr, Xte):
        mean, std = Xtr.mean(axis=0), Xtr.std(axis=0)
        for X in (Xtr, Xte):
            X -= mean
            X /= std
        return Xtr, Xte

    X = np.array([[1.0, -2.0], [3.0, 5.0], [0.5, 4.0]])
    calls = calls_of(standardise, (X.copy(), X[:2] + 1))
    earlier = calls_of(standardise, (X, X[1:]))
    finding = examiners("prepare_data").examine(calls, FAILED, earlier)
    assert finding.mistake == "standardised_in_place"


def test_what_should_have_raised_is_told_as_that():
    with pytest.raises(pytest.fail.Exception) as caught, pytest.raises(ValueError):  # noqa: PT011
        pass
    card = failure_of(caught.value, Path("mine.py"), "softmax_nll")
    assert card.card == ("expected ValueError, nothing was raised",)
    older = pytest.fail.Exception("DID NOT RAISE <class 'nnkata.errors.DataError'>")
    card = failure_of(older, Path("mine.py"), "softmax_nll")
    assert card.card == ("expected DataError, nothing was raised",)


def test_an_expected_error_stands_in_the_place_of_an_expected_result():
    call = calls_of(dlogits, (P[:1], Y[:1]))[0]
    finding = Finding(call, expected_error="ValueError: no rows")
    card = failure_of(
        AssertionError("a claim"), Path("mine.py"), "softmax_nll", finding
    )
    assert "expected ValueError" in card.card
    assert not any(line.startswith("expected None") for line in card.card)


def test_a_slip_that_a_call_does_not_show_is_not_seen_there(examiners):
    def step(w, b, dw, db, lr):
        return w - lr * dw, b - db

    one = (np.array([1.0, 2.0]), 0.5, np.array([0.5, 0.25]), 0.0, 0.1)
    other = (np.array([1.0, 2.0]), 0.5, np.array([0.5, 0.25]), 0.3, 0.1)
    neuron = examiners("neuron")
    assert neuron.examine(calls_of(step, one), FAILED) is None
    assert neuron.examine(calls_of(step, other), FAILED).right == ("w",)


def test_a_changed_input_is_told(examiners):
    def softmax(Z):
        Z -= Z.max(axis=-1, keepdims=True)
        e = np.exp(Z)
        return e / e.sum(axis=-1, keepdims=True)

    finding = examiners("softmax_nll").examine(calls_of(softmax, (P.copy(),)), FAILED)
    assert "it changed Z in place" in finding.statements
    assert finding.mistake == "softmax_in_place"


def test_none_is_told(examiners):
    def softmax(Z):
        pass

    finding = examiners("softmax_nll").examine(calls_of(softmax, (P,)), FAILED)
    assert finding.statements == ("it returned None: is a `return` missing?",)


def test_the_right_parts_are_told_by_name(examiners):
    def dense_backward(dZ, X, W):
        return X.T @ dZ, 2 * dZ.sum(axis=0), dZ @ W.T

    rng = np.random.default_rng(0)
    dZ, X, W = rng.normal(size=(4, 2)), rng.normal(size=(4, 3)), rng.normal(size=(3, 2))
    calls = calls_of(dense_backward, (dZ, X, W))
    finding = examiners("dense_layer").examine(calls, FAILED)
    assert finding.right == ("dW", "dX")
    assert finding.statements[0].startswith("db: every value is 2 times")


def gradients(order, b_factor):
    """A softmax classifier's gradients, its keys in some order."""

    def grads(X, Y, P):
        Z = X @ P["W"] + P["b"]
        e = np.exp(Z - Z.max(axis=1, keepdims=True))
        dZ = (e / e.sum(axis=1, keepdims=True) - Y) / len(X)
        found = {"W": X.T @ dZ, "b": b_factor * dZ.sum(axis=0)}
        return {key: found[key] for key in order}

    return grads


@pytest.mark.parametrize("order", ["Wb", "bW"])
def test_entries_of_a_dict_are_compared_by_their_keys(examiners, order):
    rng = np.random.default_rng(0)
    P = {"W": rng.normal(size=(2, 3)), "b": rng.normal(size=3)}
    calls = calls_of(gradients(order, 7.3), (rng.normal(size=(4, 2)), Y, P))
    finding = examiners("softmax_classifier").examine(calls, FAILED)
    assert finding.statements == ("b: every value is 7.3 times the expected one",)
    assert finding.right == ("W",)


@pytest.mark.parametrize("kind", [list, tuple, np.array])
def test_losses_may_come_in_any_kind_of_row(examiners, kind):
    def train(X, Y, P, lr, epochs, size, rng):
        rng.permutation(len(X))
        return {"W": P["W"], "b": 2 * P["b"] + 1}, kind([9.0, 9.0, 9.0])

    P = {"W": np.ones((2, 3)), "b": np.ones(3)}
    arguments = (np.ones((4, 2)), Y, P, 0.1, 2, 4, np.random.default_rng(0))
    finding = examiners("softmax_classifier").examine(
        calls_of(train, arguments), FAILED
    )
    assert finding.statements == ("losses: expected shape (2,), got shape (3,)",)


def test_random_results_are_compared_by_their_law(examiners):
    def he_normal(n_in, n_out, rng):
        return (rng.standard_normal((n_out, n_in)) * np.sqrt(2 / n_in)).T

    call = calls_of(he_normal, (200, 100, np.random.default_rng(1)))
    assert examiners("he_init").examine(call, FAILED) is None


def test_a_wrong_law_is_named(examiners):
    def he_normal(n_in, n_out, rng):
        return rng.standard_normal((n_out, n_in)).T * (2 / n_in)

    call = calls_of(he_normal, (150, 100, np.random.default_rng(1)))
    assert examiners("he_init").examine(call, FAILED).mistake == "he_without_the_root"


def test_a_generator_that_nothing_is_drawn_from_is_told(examiners):
    def he_normal(n_in, n_out, rng):
        other = np.random.default_rng(7)
        return other.standard_normal((n_in, n_out)) * np.sqrt(2 / n_in)

    call = calls_of(he_normal, (200, 100, np.random.default_rng(1)))
    finding = examiners("he_init").examine(call, FAILED)
    assert "it drew nothing from rng" in finding.statements


def test_what_a_call_changed_before_it_raised_is_kept():
    def shuffled(X, rng):
        rng.shuffle(X)
        raise ValueError("after the fact")

    recorder = Recorder()
    with pytest.raises(ValueError, match="after the fact"):
        recorded("shuffled", shuffled, recorder)(np.arange(9), np.random.default_rng(1))
    assert recorder.calls[0].changed == ("X", "rng")


def test_a_part_of_another_structure_is_told_with_its_place(examiners):
    def init_network(dims, rng):
        return [{"W1": rng.normal(size=dims), "b1": np.zeros(dims[1])}]

    calls = calls_of(init_network, ([4, 3], np.random.default_rng(1)))
    finding = examiners("he_init").examine(calls, FAILED)
    said = "result[0]: expected a dict with 'W', 'b', got one with 'W1', 'b1'"
    assert said in finding.statements


def test_a_cache_that_a_call_changes_is_not_told(examiners):
    def batch_norm_backward(dY, memory):
        memory += 1
        return dY, dY, dY

    calls = calls_of(batch_norm_backward, (P, np.zeros(3)))
    statements = examiners("batch_norm").examine(calls, FAILED).statements
    assert not any("memory" in statement for statement in statements)


def test_arguments_reach_the_reference_by_position_whatever_their_names(examiners):
    def dlogits(guessed, labels):
        return guessed - labels

    finding = examiners("softmax_nll").examine(calls_of(dlogits, (P, Y)), FAILED)
    assert (finding.mistake, finding.expected_error) == ("dlogits_not_averaged", "")


def test_a_function_may_take_any_number_of_arguments(examiners):
    def dlogits(*both, **options):
        return both[0] - both[1]

    finding = examiners("softmax_nll").examine(calls_of(dlogits, (P, Y)), FAILED)
    assert finding.mistake == "dlogits_not_averaged"


def test_a_cache_of_another_name_is_the_cache(examiners):
    def batch_norm_forward(A, scale, shift):
        std = np.sqrt(A.var(axis=0) + 1e-5)
        kept = (A - A.mean(axis=0)) / std, std, scale
        return scale * kept[0] + shift, kept

    def batch_norm_backward(dA, kept):
        X_hat, std, scale = kept
        return dA * scale / std, (dA * X_hat).sum(axis=0), dA.sum(axis=0)

    recorder, forward = Recorder(), batch_norm_forward
    forward = recorded("batch_norm_forward", forward, recorder)
    _, kept = forward(P, np.ones(3), np.zeros(3))
    recorded("batch_norm_backward", batch_norm_backward, recorder)(Y, kept)
    finding = examiners("batch_norm").examine(recorder.calls, FAILED)
    assert (finding.right, finding.expected_error) == (
        ("dgamma", "dbeta", "batch_norm_forward"),
        "",
    )


def test_the_most_telling_wrong_call_is_told_not_the_first(examiners):
    dull = np.full((4, 4), 0.25), np.eye(4)
    calls = calls_of(dlogits, dull, (P, Y))
    assert examiners("softmax_nll").examine(calls, FAILED).call is calls[1]
    assert examiners("softmax_nll").examine(calls[:1], FAILED).call is calls[0]


def test_a_call_in_another_precision_contradicts_no_relation(examiners):
    def dlogits(P, Y):
        return P - Y if P.dtype == np.float64 else P

    calls = calls_of(dlogits, (P, Y), (P[:3], Y[:3]), (P.astype(np.float32), Y))
    said = "every value is 4 times the expected one, and m is 4"
    assert examiners("softmax_nll").examine(calls, FAILED).statements == (said,)


def test_a_mistake_that_one_right_call_in_another_test_contradicts_is_not_named(
    examiners,
):
    def dlogits(P, Y):
        return P - Y if len(P) == 4 else (P - Y) / len(P)

    calls, later = calls_of(dlogits, (P, Y)), calls_of(dlogits, (P[:2], Y[:2]))
    examine = examiners("softmax_nll").examine
    assert examine(calls, FAILED, later).mistake == ""
    assert examine(calls, FAILED, complete=False).mistake == ""
    assert examine(calls, FAILED, complete=False).statements != ()
