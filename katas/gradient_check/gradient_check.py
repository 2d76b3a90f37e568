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
    raise NotImplementedError("numerical_gradient: write me")


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
    raise NotImplementedError("relative_error: write me")
