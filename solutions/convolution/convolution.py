"""A convolutional layer: windows as rows of a matrix, forward and back.

Shapes: m pictures of h rows, w columns and c channels; k kernels of fh x fw pixels and
c channels. With padding p and stride s, H = (h + 2p - fh) // s + 1 windows fit below
each other and V = (w + 2p - fw) // s + 1 side by side; rows and columns that are left
over at the lower and right border see no window.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def out_size(n, f, p, s):
    """How many windows fit into a row of pixels.

    Parameters
    ----------
    n : int
        Pixels in the row, without padding.
    f : int
        Pixels of a window, 1 <= f <= n + 2p.
    p : int
        Zeros added at each of the two ends.
    s : int
        Stride, at least 1: from where one window begins to where the next one does.

    Returns
    -------
    int
        Whole windows only.
    """
    return (n + 2 * p - f) // s + 1


def im2col(X, fh, fw, s):
    """Lay every window of every picture out as one row of numbers. No padding.

    Parameters
    ----------
    X : ndarray of shape (m, h, w, c)
        Pictures, floats or whole numbers. Left as they were.
    fh : int
        Rows of a window, 1 <= fh <= h.
    fw : int
        Columns of a window, 1 <= fw <= w.
    s : int
        Stride, the same down and across.

    Returns
    -------
    ndarray of shape (m·H·V, fh·fw·c)
        One row for each window, without padding: picture by picture, and there row by
        row from the top, each from left to right. In it the window's pixels in the
        same order, the channels of a pixel side by side: as in W.reshape(-1, k).
    """
    m, h, w, c = X.shape
    # With the channels of a picture's row side by side, a window's row is one piece of
    # fw·c numbers: the copy takes two thirds of the time of one pixel by pixel.
    rows = X.reshape(m, h, w * c)
    windows = sliding_window_view(rows, (fh, fw * c), axis=(1, 2))[:, ::s, :: s * c]
    _, H, V = windows.shape[:3]
    return windows.reshape(m * H * V, fh * fw * c)


def conv_forward(X, W, b, p, s):
    """Move every kernel over every picture: sums of products, plus a bias.

    Parameters
    ----------
    X : ndarray of shape (m, h, w, c)
        Pictures, floats or whole numbers. Left as they were.
    W : ndarray of shape (fh, fw, c, k)
        Kernels, laid on the picture as they are: cross-correlation, not turned by 180
        degrees. Left as they were.
    b : ndarray of shape (k,)
        Biases, one for each kernel. Left as they were.
    p : int
        Rows and columns of zeros around each picture, 0 <= p < fh and fw.
    s : int
        Stride, the same down and across.

    Returns
    -------
    ndarray of shape (m, H, V, k)
        Pre-activations Z, a new array.
    """
    return _correlated(_padded(X, p, p), W, s) + b


def conv_backward(dZ, X, W, p, s):
    """Gradients of the cost from its gradient with respect to Z.

    Parameters
    ----------
    dZ : ndarray of shape (m, H, V, k)
        Gradient with respect to the layer's output Z. It already carries the 1/m of
        a mean over the batch, so nothing is averaged here. Left as it was.
    X : ndarray of shape (m, h, w, c)
        The pictures that came in, floats or whole numbers. Left as they were.
    W : ndarray of shape (fh, fw, c, k)
        The kernels that made Z. Left as they were.
    p : int
        Padding, 0 <= p < fh and fw.
    s : int
        Stride.

    Returns
    -------
    dX : ndarray of shape (m, h, w, c)
        Gradient with respect to X, without the padding; 0 where no window was.
    dW : ndarray of shape (fh, fw, c, k)
        Gradient with respect to W, summed over pictures and places.
    db : ndarray of shape (k,)
        Gradient with respect to b, summed over pictures and places.
    """
    (m, h, w, _), (fh, fw, _, _) = X.shape, W.shape
    _, H, V, k = dZ.shape
    windows = im2col(_padded(X, p, p), fh, fw, s)
    by_window = dZ.reshape(len(windows), k)
    dW = (windows.T @ by_window).reshape(W.shape)
    # A sum over the rows, as a product: sum(axis=0) of so narrow rows takes 15 times as
    # long, and would be a sixth of the whole way back.
    db = np.ones(len(by_window), dZ.dtype) @ by_window

    # With zeros around it and where the stride skipped a place, dZ is what stride 1
    # would have given. Seen from a pixel, its windows lie the other way round: the
    # kernel is turned, and inputs and outputs change places.
    wide = np.zeros((m, h + fh - 1, w + fw - 1, k), dZ.dtype)
    wide[:, fh - 1 - p :: s, fw - 1 - p :: s][:, :H, :V] = dZ
    dX = _correlated(wide, W[::-1, ::-1].swapaxes(2, 3), 1)
    return dX, dW, db


def _correlated(X, W, s):
    """Every kernel on every window: (m, H, V, k), without padding or bias."""
    m, h, w, _ = X.shape
    fh, fw, c, k = W.shape
    Z = im2col(X, fh, fw, s) @ W.reshape(fh * fw * c, k)
    return Z.reshape(m, out_size(h, fh, 0, s), out_size(w, fw, 0, s), k)


def _padded(X, rows, columns):
    """X with zeros around each picture."""
    m, h, w, c = X.shape
    # np.pad does this for any axes, and takes three times as long.
    wide = np.zeros((m, h + 2 * rows, w + 2 * columns, c), X.dtype)
    wide[:, rows : rows + h, columns : columns + w] = X
    return wide
