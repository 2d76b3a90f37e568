"""Spec: softmax, the two forms of its cost, and the way back through both.

Tolerance: 1e-7 relative, 1e-9 absolute; gradients against central differences 1e-5.
"""

import numpy as np
import pytest

from nnkata.testing import assert_close, assert_gradient, leaves_alone

pytestmark = pytest.mark.filterwarnings("error")  # an overflow is a failure


@pytest.fixture
def Z():
    """Scores of four examples and three classes; no two rows or columns alike."""
    return np.array(
        [[2.0, -1.0, 0.5], [0.0, 0.3, -2.0], [1.5, 1.5, -0.5], [-3.0, 0, 1]]
    )


@pytest.fixture
def y():
    return np.array([0, 2, 1, 2])


@pytest.fixture
def Y(y):
    return np.eye(3)[y]


@pytest.fixture
def P():
    """Probabilities of four examples, not made by the subject."""
    return np.array(
        [[0.7, 0.2, 0.1], [0.1, 0.6, 0.3], [0.25, 0.25, 0.5], [0.05, 0.15, 0.8]]
    )


def test_softmax_weighs_classes_by_the_exponential(kata):
    scores = np.log([[1.0, 2.0, 5.0], [6.0, 3.0, 1.0]])
    want = [[0.125, 0.25, 0.625], [0.6, 0.3, 0.1]]
    assert_close(kata.softmax(scores), want, "softmax(log [[1, 2, 5], [6, 3, 1]])")


def test_softmax_of_equal_scores_is_uniform(kata):
    assert_close(
        kata.softmax(np.zeros((2, 4))), np.full((2, 4), 0.25), "softmax(zeros)"
    )


def test_softmax_rows_sum_to_one(kata, Z):
    assert_close(kata.softmax(Z).sum(axis=1), np.ones(4), "row sums of softmax(Z)")


def test_softmax_is_unmoved_by_a_shift_of_the_scores(kata, Z):
    assert_close(kata.softmax(Z + 7.0), kata.softmax(Z), "softmax(Z + 7)")


def test_softmax_of_a_square_batch_still_works_row_by_row(kata):
    scores = np.log([[1.0, 2.0, 1.0], [3.0, 1.0, 6.0], [2.0, 2.0, 4.0]])
    want = [[0.25, 0.5, 0.25], [0.3, 0.1, 0.6], [0.25, 0.25, 0.5]]
    assert_close(kata.softmax(scores), want, "softmax of a 3 x 3 batch")


def test_softmax_takes_a_single_example_as_a_vector(kata):
    assert_close(kata.softmax(np.log([1.0, 3.0])), [0.25, 0.75], "softmax(log [1, 3])")


def test_softmax_survives_scores_of_minus_a_thousand(kata):
    got = kata.softmax(np.array([[-1000.0, -1000.0]]))
    assert_close(got, [[0.5, 0.5]], "softmax([[-1000, -1000]])")


def test_softmax_survives_scores_of_a_thousand(kata):
    scores = np.array([[1000.0, 0.0], [-1000.0, -1000.0]])
    assert_close(
        kata.softmax(scores), [[1, 0], [0.5, 0.5]], "softmax of scores of 1000"
    )


def test_softmax_survives_a_score_far_above_the_mean_of_its_row(kata):
    got = kata.softmax(np.array([[2000.0, 0.0, -500.0]]))
    assert_close(got, [[1, 0, 0]], "softmax([[2000, 0, -500]])")


def test_softmax_treats_rows_of_very_different_size_alike(kata):
    scores = np.array([[1000.0, 999.0], [-900.0, -901.0]])
    want = np.array([[np.e, 1], [np.e, 1]]) / (np.e + 1)
    assert_close(kata.softmax(scores), want, "softmax([[1000, 999], [-900, -901]])")


def test_softmax_takes_whole_numbers(kata):
    want = np.array([[1, np.e], [np.e, 1]]) / (np.e + 1)
    assert_close(kata.softmax(np.array([[0, 1], [3, 2]])), want, "softmax of integers")


def test_softmax_leaves_its_scores_alone(kata, Z):
    with leaves_alone(Z=Z):
        kata.softmax(Z)


def test_nll_is_the_mean_surprise_at_the_true_classes(kata, P, y):
    want = -(np.log(0.7) + np.log(0.3) + np.log(0.25) + np.log(0.8)) / 4
    assert_close(kata.nll(P, y), want, "nll(P, y)")


def test_nll_of_ignorance_is_log_k(kata):
    got = kata.nll(np.full((5, 3), 1 / 3), np.array([0, 1, 2, 0, 1]))
    assert_close(got, np.log(3), "nll(uniform)")


def test_nll_counts_an_impossible_true_class_as_eps(kata):
    P, y = np.array([[0.0, 1.0], [0.5, 0.5]]), np.array([0, 1])
    want = (-np.log(1e-12) + np.log(2)) / 2
    assert_close(kata.nll(P, y), want, "nll([[0, 1], [.5, .5]], [0, 1])")


def test_nll_uses_the_eps_it_is_given(kata):
    P, y = np.array([[0.0, 1.0], [0.02, 0.98]]), np.array([0, 0])
    assert_close(kata.nll(P, y, eps=0.05), -np.log(0.05), "nll(P, y, eps=0.05)")


def test_nll_of_certainty_is_zero(kata):
    P, y = np.eye(3), np.arange(3)
    assert_close(kata.nll(P, y), 0.0, "nll(certain and right)")


def test_nll_clips_at_the_lower_end_only(kata):
    P, y = np.array([[0.0, 1.0], [0.95, 0.05], [0.02, 0.98]]), np.array([1, 0, 0])
    want = (0 - np.log(0.95) - np.log(0.1)) / 3
    assert_close(kata.nll(P, y, eps=0.1), want, "nll(P, y, eps=0.1)")


def test_nll_leaves_its_inputs_alone(kata, P, y):
    P[0] = [0.0, 1.0, 0.0]
    with leaves_alone(P=P, y=y):
        kata.nll(P, y)


def test_cross_entropy_equals_nll_of_the_same_labels(kata, P, y, Y):
    want = -(np.log(0.7) + np.log(0.3) + np.log(0.25) + np.log(0.8)) / 4
    assert_close(kata.cross_entropy(P, Y), want, "cross_entropy(P, Y)")


def test_cross_entropy_takes_target_probabilities_too(kata, P):
    T = np.array([[0.5, 0.5, 0], [0.2, 0.3, 0.5], [1, 0, 0], [0.1, 0, 0.9]])
    want = sum(-t * np.log(p) for t, p in zip(T.ravel(), P.ravel(), strict=True)) / 4
    assert_close(kata.cross_entropy(P, T), want, "cross_entropy(P, soft targets)")


def test_cross_entropy_ignores_impossible_wrong_classes(kata):
    P, Y = np.array([[1.0, 0.0, 0.0], [0.0, 0.5, 0.5]]), np.eye(3)[[0, 1]]
    want = np.log(2) / 2
    assert_close(kata.cross_entropy(P, Y), want, "cross_entropy with zeros in P")


def test_cross_entropy_counts_an_impossible_true_class_as_eps(kata):
    P, Y = np.array([[0.0, 1.0], [0.5, 0.5]]), np.eye(2)
    want = (-np.log(1e-12) + np.log(2)) / 2
    assert_close(kata.cross_entropy(P, Y), want, "cross_entropy([[0, 1], [.5, .5]], I)")


def test_cross_entropy_uses_the_eps_it_is_given(kata):
    P, Y = np.array([[0.0, 1.0], [0.02, 0.98]]), np.eye(2)[[0, 0]]
    got = kata.cross_entropy(P, Y, eps=0.05)
    assert_close(got, -np.log(0.05), "cross_entropy(P, Y, eps=0.05)")


def test_cross_entropy_of_certainty_is_zero(kata):
    got = kata.cross_entropy(np.eye(3), np.eye(3))
    assert_close(got, 0.0, "cross_entropy(certain and right)")


def test_cross_entropy_clips_at_the_lower_end_only(kata):
    P, Y = np.array([[0.0, 1.0], [0.95, 0.05], [0.02, 0.98]]), np.eye(2)[[1, 0, 0]]
    want = (0 - np.log(0.95) - np.log(0.1)) / 3
    assert_close(
        kata.cross_entropy(P, Y, eps=0.1), want, "cross_entropy(P, Y, eps=0.1)"
    )


def test_cross_entropy_leaves_its_inputs_alone(kata, P, Y):
    P[0] = [0.0, 1.0, 0.0]
    with leaves_alone(P=P, Y=Y):
        kata.cross_entropy(P, Y)


def test_dlogits_is_a_mean_over_the_batch(kata, P, Y):
    got = kata.dlogits(P, Y)
    want = [[-0.3, 0.2, 0.1], [0.1, 0.6, -0.7], [0.25, -0.75, 0.5], [0.05, 0.15, -0.2]]
    assert_close(got, np.array(want) / 4, "dlogits(P, Y)")


def test_dlogits_rows_sum_to_zero(kata, P, Y):
    assert_close(
        kata.dlogits(P, Y).sum(axis=1), np.zeros(4), "row sums of dlogits(P, Y)"
    )


def test_dlogits_of_a_square_batch_is_right_too(kata):
    P, Y = np.array([[0.5, 0.5], [0.1, 0.9]]), np.array([[0.0, 1.0], [1.0, 0.0]])
    want = [[0.25, -0.25], [-0.45, 0.45]]
    assert_close(kata.dlogits(P, Y), want, "dlogits of a 2 x 2 batch")


def test_dlogits_pushes_where_the_true_class_has_probability_zero(kata):
    P, Y = np.array([[0.0, 1.0], [0.5, 0.5]]), np.eye(2)
    want = [[-0.5, 0.5], [0.25, -0.25]]
    assert_close(kata.dlogits(P, Y), want, "dlogits([[0, 1], [.5, .5]], I)")


def test_dlogits_matches_central_differences_of_the_cost(kata, Z, Y):
    got = kata.dlogits(kata.softmax(Z), Y)
    cost = lambda scores: kata.cross_entropy(kata.softmax(scores), Y)  # noqa: E731
    assert_gradient(got, cost, Z, "dlogits(softmax(Z), Y)")


def test_dlogits_leaves_its_inputs_alone(kata, P, Y):
    with leaves_alone(P=P, Y=Y):
        kata.dlogits(P, Y)


def test_softmax_backward_matches_central_differences_of_any_cost(kata, Z):
    weights = np.array([[0.3, -1.0, 2.0], [1.0, 0.5, 0.1], [-2.0, 0.7, 0.4], [0, 1, 3]])
    got = kata.softmax_backward(weights, kata.softmax(Z))
    cost = lambda scores: (weights * kata.softmax(scores)).sum()  # noqa: E731
    assert_gradient(got, cost, Z, "softmax_backward(dP, softmax(Z))")


def test_softmax_backward_sees_no_change_in_a_constant_gradient(kata, P):
    got = kata.softmax_backward(np.full((4, 3), 5.0), P)
    assert_close(got, np.zeros((4, 3)), "softmax_backward(constant, P)")


def test_softmax_backward_agrees_with_dlogits(kata, P, Y):
    got = kata.softmax_backward(-Y / P / 4, P)
    assert_close(got, (P - Y) / 4, "softmax_backward(dP of the cost, P)")


def test_softmax_backward_of_a_square_batch_is_right_too(kata):
    dP, P = np.array([[1.0, 3.0], [-2.0, 2.0]]), np.array([[0.5, 0.5], [0.1, 0.9]])
    want = [[-0.5, 0.5], [-0.36, 0.36]]
    assert_close(
        kata.softmax_backward(dP, P), want, "softmax_backward of a 2 x 2 batch"
    )


def test_softmax_backward_leaves_its_inputs_alone(kata, P, Y):
    with leaves_alone(dP=Y, P=P):
        kata.softmax_backward(Y, P)
