"""Gradients measured by small steps, and one number that compares two gradients."""

import numpy as np


def numerical_gradient(f, x, eps=1e-5):
    """Measure the slope of f in every entry of x by central differences.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of x and returns a number. Each array that it gets
        is its own: it may keep it or write into it.
    x : ndarray of any shape, () too
        Where to measure. Whole numbers and float32 are taken as float64. Left as it
        was, at every moment.
    eps : float
        How far one entry is moved, once up and once down; the others stay. Any
        number above 0.

    Returns
    -------
    ndarray of the shape of x
        For each entry the difference of the two values of f, over 2 eps.
    """
    raise NotImplementedError("numerical_gradient: write me")


def relative_error(a, n):
    """How far two gradients are apart, for their size: ||a - n|| / (||a|| + ||n||).

    The norm is the root of the sum of the squares of all entries, whatever the shape.

    Parameters
    ----------
    a : ndarray of any shape
        The gradient by a formula, floats or whole numbers. Left as it was.
    n : ndarray of the shape of a
        The gradient as measured, floats or whole numbers. Left as it was.

    Returns
    -------
    number
        0 for equal gradients, 1 for opposite ones. The divisor counts as 1e-12 where
        it is smaller, so that two gradients of zeros are 0 apart.
    """
    raise NotImplementedError("relative_error: write me")
