"""Gradients measured by small steps, and one number that compares two gradients."""

import numpy as np


def numerical_gradient(f, x, eps=1e-5):
    """Return the gradient of f at x, measured by central differences.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of x and returns a number. Each array that it gets
        is its own: it may keep it or write into it.
    x : ndarray of any shape, () too
        Where to measure. Integers and float32 are converted to float64. Not modified,
        not even while f runs.
    eps : float
        Size of the step: one entry is moved up and down by it, the others stay. Any
        number above 0.

    Returns
    -------
    ndarray of the shape of x
        For each entry the difference of the two values of f, over 2 eps.
    """
    slopes = [_slope(f, x, index, eps) for index in np.ndindex(np.shape(x))]
    return np.reshape(slopes, np.shape(x))


def _slope(f, x, index, eps):
    """The central difference of f in the entry of x at index."""
    # Copies, so that f may change its argument; in float64, because a step of 1e-5 is
    # rounded away in other types.
    above, below = np.array(x, dtype=np.float64), np.array(x, dtype=np.float64)
    above[index] += eps
    below[index] -= eps
    return (f(above) - f(below)) / (2 * eps)


def relative_error(a, n):
    """Return the relative error of two gradients, ||a - n|| / (||a|| + ||n||).

    The norm is the root of the sum of the squares of all entries, whatever the shape.

    Parameters
    ----------
    a : ndarray of any shape
        The gradient that a formula gives, floats or integers. Not modified.
    n : ndarray of the shape of a
        The gradient as measured, floats or integers. Not modified.

    Returns
    -------
    number
        0 for equal gradients, 1 for opposite ones. The divisor is at least 1e-12, so
        that the error of two gradients of zeros is 0.
    """
    size = np.linalg.norm(a) + np.linalg.norm(n)
    return np.linalg.norm(a - n) / max(size, 1e-12)
