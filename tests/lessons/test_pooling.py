"""The numbers of the lesson on pooling."""

import numpy as np
from lesson_texts import drawn, lesson, matrix, number, reference, says

X = np.array([[1, 3, 2, -4], [5, 4, 0, -2], [-1, -3, 7, 7], [-2, -6, 6, 1]])
GRADIENT = np.array([[1, -2], [3, 4]])
pictures, back = X[np.newaxis, :, :, np.newaxis], GRADIENT[np.newaxis, :, :, np.newaxis]


def plane(result):
    return result[0, :, :, 0]


def test_the_numbers_of_pooling():
    kata, text = reference("pooling"), lesson("pooling")
    maxima = plane(kata.max_pool_forward(pictures, 2, 2))
    means = plane(kata.avg_pool_forward(pictures, 2, 2))
    by_maximum = plane(kata.max_pool_backward(back, pictures, 2, 2))
    by_mean = plane(kata.avg_pool_backward(back, pictures, 2, 2))
    ones = np.ones((1, 3, 3, 1))
    says(
        text,
        f"The picture is {matrix(X)}",
        f"13 / 4 = {number(means[0, 0])}",
        f"the maxima are {matrix(maxima)}, and the means {matrix(means)}",
        f"dY = {matrix(GRADIENT)}",
        f"dX = {matrix(by_maximum)}",
        f"gets 1 / 4 = {number(by_mean[0, 0])}, and those of the others "
        f"{number(by_mean[0, 2])}, {number(by_mean[2, 0])} and {number(by_mean[2, 2])}",
        f"it gets {number(plane(kata.max_pool_backward(ones, pictures, 2, 1))[2, 2])}.",
    )
    shown = drawn("pooling")
    for values in (X, maxima, GRADIENT, by_maximum, by_mean):
        assert all(number(value) in shown for value in values.flat)


def test_equal_pixels_that_all_get_the_gradient_make_it_larger():
    equal = plane(pictures)[2:, 2:] == 7
    passed_on = number(4 * equal.sum())
    says(
        lesson("pooling"),
        f"both 7s get 4, and a window that received 4 passes on {passed_on}.",
    )


def test_a_pixel_moves_within_its_window():
    """What the lesson on pooling proposes to try."""
    kata, picture = reference("pooling"), np.zeros((1, 8, 8, 1))
    picture[:, 2, 2] = 1

    def same(pool, by, times=1):
        before, after = picture, np.roll(picture, by, axis=2)
        for _ in range(times):
            before, after = pool(before, 2, 2), pool(after, 2, 2)
        return (before == after).all()

    for pool in (kata.max_pool_forward, kata.avg_pool_forward):
        assert same(pool, 1)
        assert not same(pool, 2)
        assert [same(pool, by, 2) for by in (2, -2)] == [False, True]
    assert kata.avg_pool_forward(picture, 2, 2).max() == 0.25
