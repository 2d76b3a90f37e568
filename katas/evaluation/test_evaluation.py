"""Spec: what share is right, what is taken for what, and what guessing would reach.

Tolerance: 1e-7 relative, 1e-9 absolute; 1e-11 relative where a small number added below
a fraction would show. Expected numbers are counted by hand, or by loops over examples.
"""

import numpy as np
import pytest

from nnkata.testing import assert_close, leaves_alone

pytestmark = pytest.mark.filterwarnings("error")  # a division by zero is a failure


@pytest.fixture
def truth():
    """Three classes of 2, 2 and 7 examples; class 3 is predicted, but never true."""
    return np.array([2, 0, 1, 2, 2, 0, 2, 1, 2, 2, 2])


@pytest.fixture
def guess():
    """7 of 11 right: 2 of 2 zeros, 1 of 2 ones, 4 of 7 twos."""
    return np.array([2, 0, 2, 2, 1, 0, 0, 1, 3, 2, 2])


@pytest.fixture
def is_one():
    """Six ones, five zeros."""
    return np.array([1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1])


@pytest.fixture
def says_one():
    """Four ones, three of them right: precision 3/4, recall 3/6."""
    return np.array([1, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0])


@pytest.fixture
def P():
    """Five rows, four classes; no largest entry is above a half, no row sums to 1."""
    return np.array(
        [
            [0.1, 0.2, 0.4, 0.3],
            [0.45, 0.1, 0.3, 0.2],
            [0.3, 0.2, 0.1, 0.35],
            [0.2, 0.48, 0.05, 0.1],
            [0.0, 0.25, 0.1, 0.2],
        ]
    )


def drawn(m, K, seed):
    """Random truths and predictions; about half of the predictions are right."""
    rng = np.random.default_rng(seed)
    truth, other = rng.integers(0, K, (2, m))
    return truth, np.where(rng.random(m) < 0.4, truth, other)


def recall_by_hand(truth, guess, c):
    """The share of class c that was recognised, one example at a time."""
    right = [g == c for t, g in zip(truth, guess, strict=True) if t == c]
    return sum(map(int, right)) / len(right)


def pair(answer):
    """A tuple, also of what came as an array of two numbers."""
    return tuple(answer) if isinstance(answer, np.ndarray) and answer.ndim else answer


def test_accuracy_is_the_share_of_right_predictions(kata, truth, guess):
    assert_close(kata.accuracy(truth, guess), 7 / 11, "accuracy(y_true, y_pred)")


def test_accuracy_reaches_one_and_zero(kata, truth):
    got = [kata.accuracy(truth, truth + off) for off in (0, 1)]
    assert_close(got, [1.0, 0.0], "accuracy of all right, of all wrong")


def test_accuracy_counts_a_near_miss_as_a_miss(kata):
    got = kata.accuracy(np.array([1, 9, 5, 2]), np.array([1, 9, 6, 7]))
    assert_close(got, 0.5, "accuracy([1, 9, 5, 2], [1, 9, 6, 7])")


def test_accuracy_looks_at_each_example_and_not_at_totals(kata):
    got = kata.accuracy(np.array([0, 1, 2, 1, 0]), np.array([1, 0, 2, 0, 1]))
    assert_close(got, 0.2, "accuracy([0, 1, 2, 1, 0], [1, 0, 2, 0, 1])")


def test_accuracy_counts_right_zeros_and_right_ones_alike(kata, is_one, says_one):
    got = kata.accuracy(is_one, says_one)
    assert_close(got, 7 / 11, "accuracy of zeros and ones")


def test_accuracy_compares_whole_numbers_with_floats(kata):
    got = kata.accuracy(np.array([1.0, 0.5, 1.0, -1.0]), np.array([1, 0, 0, -1]))
    assert_close(got, 0.5, "accuracy([1., .5, 1., -1.], [1, 0, 0, -1])")


def test_accuracy_tells_large_class_numbers_apart(kata):
    truth, guess = np.array([[100_003, 7, 100_004], [100_003, 7, 100_003]])
    assert_close(kata.accuracy(truth, guess), 2 / 3, "accuracy of classes near 100,000")


def test_accuracy_takes_small_unsigned_labels(kata):
    truth, guess = np.array([[0, 255, 7], [255, 0, 7]], dtype=np.uint8)
    assert_close(kata.accuracy(truth, guess), 1 / 3, "accuracy of uint8 labels")


def test_accuracy_of_a_single_example_is_all_or_nothing(kata):
    got = [kata.accuracy(np.array([3]), np.array([k])) for k in (3, 4)]
    assert_close(got, [1.0, 0.0], "accuracy([3], [3]) and accuracy([3], [4])")


def test_accuracy_agrees_with_counting_one_by_one(kata):
    truth, guess = drawn(300, 7, seed=2)
    want = sum(1 for t, g in zip(truth, guess, strict=True) if t == g) / 300
    assert_close(kata.accuracy(truth, guess), want, "accuracy of 300 examples")


def test_accuracy_leaves_its_inputs_alone(kata, truth, guess):
    with leaves_alone(y_true=truth, y_pred=guess):
        kata.accuracy(truth, guess)


def test_classes_are_the_positions_of_the_largest_entries(kata, P):
    assert_close(kata.classes(P), [2, 0, 3, 1, 1], "classes(P)")


def test_classes_of_a_square_batch_are_taken_row_by_row(kata):
    P = np.array([[0.1, 0.7, 0.2], [0.3, 0.6, 0.1], [0.8, 0.1, 0.1]])
    assert_close(kata.classes(P), [1, 1, 0], "classes of a 3 x 3 batch")


def test_classes_takes_the_first_of_a_tie(kata):
    P = np.array([[0.2, 0.4, 0.4], [0.4, 0.2, 0.4], [0.4, 0.4, 0.2], [0.3, 0.3, 0.3]])
    assert_close(kata.classes(P), [1, 0, 0, 0], "classes of rows with ties")


def test_classes_sees_small_differences(kata):
    P = np.array([[0.5, 0.5 + 1e-6], [0.5 + 1e-6, 0.5], [0.5 - 1e-6, 0.5]])
    assert_close(kata.classes(P), [1, 0, 1], "classes of rows that nearly tie")


def test_classes_takes_scores_below_zero(kata):
    Z = np.array([[-3.0, -1.0, -2.0], [-5.0, -7.0, -2.5], [-800.0, 0.0, -900.0]])
    assert_close(kata.classes(Z), [1, 2, 1], "classes of negative scores")


def test_classes_takes_whole_numbers_of_any_size(kata):
    Z = np.array([[10, -2000, 3, 4], [-7, -9, 5, 1000]])
    assert_close(kata.classes(Z), [0, 3], "classes of integers")


def test_classes_of_one_example_are_one_class(kata):
    got = kata.classes(np.array([[0.1, 0.3, 0.6]]))
    assert_close(got, [2], "classes([[0.1, 0.3, 0.6]])")


def test_classes_agrees_with_a_search_by_hand(kata):
    Z = np.random.default_rng(1).normal(size=(40, 6))
    want = [max(range(6), key=row.__getitem__) for row in Z]
    assert_close(kata.classes(Z), want, "classes of 40 random rows")


def test_classes_leaves_its_scores_alone(kata, P):
    with leaves_alone(P=P):
        kata.classes(P)


def test_confusion_has_the_truth_in_rows(kata):
    got = kata.confusion(np.array([0]), np.array([1]), 2)
    assert_close(got, [[0, 1], [0, 0]], "confusion([0], [1], 2)")


def test_confusion_counts_every_pair(kata, truth, guess):
    want = [[2, 0, 0, 0], [0, 1, 1, 0], [1, 1, 4, 1], [0, 0, 0, 0]]
    assert_close(kata.confusion(truth, guess, 4), want, "confusion(y_true, y_pred, 4)")


def test_confusion_counts_a_pair_as_often_as_it_occurs(kata):
    got = kata.confusion(np.array([1, 1, 1, 0]), np.array([2, 2, 2, 2]), 3)
    assert_close(got, [[0, 0, 1], [0, 0, 3], [0, 0, 0]], "confusion of repeated pairs")


def test_confusion_has_room_for_classes_that_do_not_occur(kata):
    got = kata.confusion(np.array([1, 0, 1]), np.array([1, 1, 1]), 4)
    want = [[0, 1, 0, 0], [0, 2, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
    assert_close(got, want, "confusion([1, 0, 1], [1, 1, 1], 4)")


def test_confusion_of_right_predictions_lies_on_the_diagonal(kata, truth):
    got = kata.confusion(truth, truth.copy(), 3)
    assert_close(got, np.diag([2, 2, 7]), "confusion(y, y, 3)")


def test_confusion_takes_small_unsigned_labels(kata):
    truth, guess = np.array([[19, 13, 0, 19], [13, 19, 19, 19]], dtype=np.uint8)
    want = np.zeros((20, 20))
    want[19, 13] = want[13, 19] = want[0, 19] = want[19, 19] = 1
    assert_close(kata.confusion(truth, guess, 20), want, "confusion of uint8 labels")


def test_confusion_starts_from_zero_at_every_call(kata, truth, guess):
    kata.confusion(truth, guess, 5)
    got = kata.confusion(truth[:2], guess[:2], 5)
    assert_close(got, np.diag([1, 0, 1, 0, 0]), "a second call of confusion")


def test_confusion_agrees_with_counting_one_by_one(kata):
    truth, guess = drawn(2000, 3, seed=3)  # more of a kind than a byte can count
    want = np.zeros((3, 3))
    for t, g in zip(truth, guess, strict=True):
        want[t, g] += 1
    assert_close(kata.confusion(truth, guess, 3), want, "confusion of 2000 examples")


def test_confusion_leaves_its_inputs_alone(kata, truth, guess):
    with leaves_alone(y_true=truth, y_pred=guess):
        kata.confusion(truth, guess, 4)


def test_precision_and_recall_divide_the_hits_by_different_totals(
    kata, is_one, says_one
):
    got = pair(kata.precision_recall(is_one, says_one))
    assert_close(got, (3 / 4, 3 / 6), "precision_recall(y_true, y_pred)")


def test_precision_and_recall_are_one_when_all_is_right(kata, is_one):
    got = pair(kata.precision_recall(is_one, is_one.copy()))
    assert_close(got, (1.0, 1.0), "precision_recall(y, y)")


def test_a_single_sure_yes_is_precise_and_misses_the_rest(kata):
    got = pair(kata.precision_recall(np.array([1, 1, 0, 1, 1]), np.eye(5)[1]))
    what = "precision_recall of one right yes"
    assert_close(got, (1.0, 0.25), what, rtol=1e-11, atol=0)


def test_always_yes_recalls_everything(kata):
    got = pair(kata.precision_recall(np.array([0, 1, 0, 0, 1]), np.ones(5)))
    assert_close(got, (0.4, 1.0), "precision_recall of always yes")


def test_yes_only_where_it_is_wrong_has_no_precision_and_no_recall(kata):
    got = pair(kata.precision_recall(np.array([0, 1, 0]), np.array([1, 0, 1])))
    assert_close(got, (0.0, 0.0), "precision_recall([0, 1, 0], [1, 0, 1])")


def test_precision_counts_as_zero_when_nothing_is_predicted_one(kata, is_one):
    got = pair(kata.precision_recall(is_one, np.zeros(11, dtype=int)))
    assert_close(got, (0.0, 0.0), "precision_recall(y_true, never yes)")


def test_recall_counts_as_zero_when_nothing_is_one(kata, says_one):
    got = pair(kata.precision_recall(np.zeros(11, dtype=int), says_one))
    assert_close(got, (0.0, 0.0), "precision_recall(all zero, y_pred)")


def test_precision_and_recall_count_as_zero_without_any_one(kata):
    got = pair(kata.precision_recall(np.zeros(3), np.zeros(3)))
    assert_close(got, (0.0, 0.0), "precision_recall(all zero, all zero)")


@pytest.mark.parametrize("kind", [np.float64, np.uint8])
def test_precision_and_recall_take_labels_of_any_number_type(
    kata, is_one, says_one, kind
):
    got = pair(kata.precision_recall(is_one.astype(kind), says_one.astype(kind)))
    assert_close(got, (0.75, 0.5), f"precision_recall of {kind.__name__} labels")


def test_precision_and_recall_agree_with_counting_one_by_one(kata):
    truth, guess = drawn(120, 2, seed=4)
    want = recall_by_hand(guess, truth, 1), recall_by_hand(truth, guess, 1)
    got = pair(kata.precision_recall(truth, guess))
    assert_close(got, want, "precision_recall of 120 examples")


def test_precision_recall_leaves_its_inputs_alone(kata, is_one, says_one):
    with leaves_alone(y_true=is_one, y_pred=says_one):
        kata.precision_recall(is_one, says_one)


@pytest.mark.parametrize(
    "p, r, want", [(0.75, 0.5, 0.6), (0.25, 0.75, 0.375), (0.3, 0.8, 24 / 55)]
)
def test_f1_is_the_harmonic_mean_in_either_order(kata, p, r, want):
    assert_close([kata.f1(p, r), kata.f1(r, p)], [want, want], f"f1({p}, {r})")


def test_f1_of_equal_scores_is_that_score(kata):
    scores = [0.3, 0.5, 1.0]
    got = [kata.f1(score, score) for score in scores]
    assert_close(got, scores, "f1(s, s) for s of 0.3, 0.5, 1", rtol=1e-11, atol=0)


def test_f1_is_zero_when_one_score_is(kata):
    got = [kata.f1(0.0, 0.8), kata.f1(0.8, 0.0), kata.f1(1, 0)]
    assert_close(got, [0, 0, 0], "f1(0.0, 0.8), f1(0.8, 0.0) and f1(1, 0)")


@pytest.mark.parametrize("zero", [0, 0.0, np.float64(0)])
def test_f1_of_two_zeros_is_zero(kata, zero):
    assert_close(kata.f1(zero, zero), 0.0, f"f1({zero!r}, {zero!r})")


def test_f1_of_small_scores_is_exact(kata):
    got = [kata.f1(0.002, 0.006), kata.f1(2e-9, 6e-9)]
    what = "f1(0.002, 0.006) and f1(2e-9, 6e-9)"
    assert_close(got, [0.003, 3e-9], what, atol=0)


def test_baseline_is_the_share_of_the_commonest_class(kata):
    got = kata.baseline(np.array([0, 2, 1, 2, 2, 1, 3, 3, 1, 2]))
    assert_close(got, 0.4, "baseline([0, 2, 1, 2, 2, 1, 3, 3, 1, 2])")


def test_baseline_of_equally_common_classes_is_the_share_of_each(kata):
    got = kata.baseline(np.array([2, 0, 1, 2, 1, 0]))
    assert_close(got, 1 / 3, "baseline([2, 0, 1, 2, 1, 0])")


def test_baseline_may_be_the_zeros_or_the_ones(kata):
    got = [kata.baseline(np.array(y)) for y in ([0, 1, 0, 0], [1, 1, 0, 1, 1])]
    assert_close(got, [0.75, 0.8], "baseline of mostly zeros, and of mostly ones")


def test_baseline_takes_classes_of_any_numbers(kata):
    y = np.array([-1, 300, 7, -1, 9, -1, 300, -1])
    assert_close(kata.baseline(y), 0.5, "baseline([-1, 300, 7, -1, 9, -1, 300, -1])")


def test_baseline_takes_float_labels(kata):
    got = kata.baseline(np.array([1.0, 0.0, 0.5, 0.5, 0.0, 0.5]))
    assert_close(got, 0.5, "baseline([1., 0., .5, .5, 0., .5])")


def test_baseline_agrees_with_counting_one_by_one(kata):
    y = drawn(200, 6, seed=7)[0]
    want = max(list(y).count(c) for c in set(y)) / 200
    assert_close(kata.baseline(y), want, "baseline of 200 examples")


def test_baseline_leaves_its_labels_alone(kata, truth):
    with leaves_alone(y=truth):
        kata.baseline(truth)


def test_balanced_accuracy_is_the_mean_recall_of_the_classes(kata, truth, guess):
    got = kata.balanced_accuracy(truth, guess)
    want = (2 / 2 + 1 / 2 + 4 / 7) / 3
    assert_close(got, want, "balanced_accuracy(y_true, y_pred)")


def test_balanced_accuracy_of_always_the_commonest_class_is_one_over_k(kata):
    truth = np.array([5, 5, 1, 5, 5, 5, 2, 5])
    got = kata.balanced_accuracy(truth, np.full(8, 5))
    assert_close(got, 1 / 3, "balanced_accuracy of always 5")


def test_balanced_accuracy_of_two_classes_weighs_both_alike(kata, is_one, says_one):
    got = kata.balanced_accuracy(is_one, says_one)
    assert_close(got, (3 / 6 + 4 / 5) / 2, "balanced_accuracy of zeros and ones")


def test_balanced_accuracy_reaches_one_and_zero(kata, truth):
    got = [kata.balanced_accuracy(truth, truth + off) for off in (0, 1)]
    assert_close(got, [1.0, 0.0], "balanced_accuracy of all right, of all wrong")


def test_balanced_accuracy_takes_classes_of_any_numbers(kata):
    truth = np.array([7, -1, 7, 300, 7, -1, 7, 7])
    guess = np.array([7, -1, 300, 300, 5, 7, 7, -1])
    got = kata.balanced_accuracy(truth, guess)
    assert_close(
        got, (2 / 5 + 1 / 2 + 1) / 3, "balanced_accuracy of classes -1, 7, 300"
    )


def test_balanced_accuracy_takes_float_labels(kata):
    truth, guess = np.array([[0.5, 0.0, 0.0, 1.0], [0.5, 0.0, 0.5, 1.0]])
    got = kata.balanced_accuracy(truth, guess)
    assert_close(got, 2.5 / 3, "balanced_accuracy([.5, 0., 0., 1.], [.5, 0., .5, 1.])")


def test_balanced_accuracy_of_one_true_class_is_its_recall(kata):
    got = kata.balanced_accuracy(np.array([1, 1, 1, 1]), np.array([1, 0, 2, 1]))
    assert_close(got, 0.5, "balanced_accuracy([1, 1, 1, 1], [1, 0, 2, 1])")


def test_balanced_accuracy_agrees_with_counting_one_by_one(kata):
    truth, guess = drawn(150, 5, seed=8)
    want = sum(recall_by_hand(truth, guess, c) for c in range(5)) / 5
    got = kata.balanced_accuracy(truth, guess)
    assert_close(got, want, "balanced_accuracy of 150 examples")


def test_balanced_accuracy_leaves_its_inputs_alone(kata, truth, guess):
    with leaves_alone(y_true=truth, y_pred=guess):
        kata.balanced_accuracy(truth, guess)
