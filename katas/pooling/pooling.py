"""Max pooling and average pooling of pictures, forward and backward.

Shapes: m pictures of h rows, w columns and c channels. A window is f x f pixels; the
next one begins s pixels further. H = (h - f) // s + 1 windows fit below each other and
V = (w - f) // s + 1 side by side; rows and columns that are left over see no window.
"""

import numpy as np


def max_pool_forward(X, f, s):
    """Return the maximum of each window, each channel by itself.

    Parameters
    ----------
    X : ndarray of shape (m, h, w, c)
        Pictures, floats or integers. Not modified.
    f : int
        Height and width of a window, 1 <= f <= h and w.
    s : int
        Stride, at least 1. Windows overlap if s < f; pixels are skipped if s > f.

    Returns
    -------
    ndarray of shape (m, H, V, c)
        The maxima, a new array.
    """
    raise NotImplementedError("max_pool_forward: write me")


def max_pool_backward(dY, X, f, s, Y=None):
    """Return the gradient with respect to the pictures that were max-pooled.

    Parameters
    ----------
    dY : ndarray of shape (m, H, V, c)
        Gradient with respect to the maxima; it already carries the 1/m. Not modified.
    X : ndarray of shape (m, h, w, c)
        The pictures that were pooled, floats or integers. Not modified.
    f : int
        Height and width of a window.
    s : int
        Stride.
    Y : ndarray of shape (m, H, V, c), optional
        The result of `max_pool_forward(X, f, s)`, if the caller has kept it: it saves
        another forward pass. Not modified.

    Returns
    -------
    ndarray of shape (m, h, w, c)
        Gradient with respect to X. If several pixels of a window are the largest, the
        first of them gets it all: row by row from the top, each from left to right. A
        pixel that won in several windows gets the sum; all others get 0.
    """
    raise NotImplementedError("max_pool_backward: write me")


def avg_pool_forward(X, f, s):
    """Return the mean of each window, each channel by itself.

    Parameters
    ----------
    X : ndarray of shape (m, h, w, c)
        Pictures, floats or integers. Not modified.
    f : int
        Height and width of a window, 1 <= f <= h and w.
    s : int
        Stride, at least 1. Windows overlap if s < f; pixels are skipped if s > f.

    Returns
    -------
    ndarray of shape (m, H, V, c)
        The means: floats, not rounded, also where X holds integers.
    """
    raise NotImplementedError("avg_pool_forward: write me")


def avg_pool_backward(dY, X, f, s):
    """Return the gradient with respect to the pictures that were average-pooled.

    Parameters
    ----------
    dY : ndarray of shape (m, H, V, c)
        Gradient with respect to the means; it already carries the 1/m. Not modified.
    X : ndarray of shape (m, h, w, c)
        The pictures that were pooled, floats or integers: only their shape matters. Not
        modified.
    f : int
        Height and width of a window.
    s : int
        Stride.

    Returns
    -------
    ndarray of shape (m, h, w, c)
        Gradient with respect to X: the shares of all windows that a pixel was in,
        summed; 0 where there was none.
    """
    raise NotImplementedError("avg_pool_backward: write me")
