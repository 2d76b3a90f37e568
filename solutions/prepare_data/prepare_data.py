"""Preparation of pictures and tables for a network.

Shapes: m examples, n features, K classes; pictures of h rows, w columns and c channels.
An example is a row.
"""

import numpy as np


def flatten(X):
    """Return each example as one row of numbers.

    Parameters
    ----------
    X : ndarray of shape (m, h, w) or (m, h, w, c) or (m, n)
        At least one example, floats or integers. Not modified.

    Returns
    -------
    ndarray of shape (m, n)
        n = h·w or h·w·c. A picture's first row comes first, from left to right, the
        channels of a pixel side by side. May share memory with X.
    """
    return X.reshape(len(X), X[0].size)


def scale(X):
    """Return pixels scaled from 0 ... 255 to 0 ... 1.

    Parameters
    ----------
    X : ndarray of uint8, of any shape
        Pixels. Not modified.

    Returns
    -------
    ndarray of the shape of X
        Floats: 0 stays 0, 255 becomes 1, whatever the brightest pixel of X is.
    """
    return X / 255


def one_hot(y, K):
    """Return one-hot rows for class numbers.

    Parameters
    ----------
    y : ndarray of int, shape (m,)
        Class of each example, 0 <= y < K. Not every class needs to occur.
    K : int
        Number of classes.

    Returns
    -------
    ndarray of shape (m, K)
        1 in the column of the row's class, 0 elsewhere.
    """
    return np.eye(K)[y]


def fit_scaler(Xtr):
    """Return mean and standard deviation of each feature of a training set.

    Parameters
    ----------
    Xtr : ndarray of shape (m, n)
        Training examples, floats or integers. Not modified.

    Returns
    -------
    mean : ndarray of shape (n,)
        Mean of each feature over the examples.
    std : ndarray of shape (n,)
        Standard deviation of each feature, divided by m, not m - 1. It is 1 for a
        constant feature, so that it can be divided by.
    """
    # By the values: rounding may leave a constant feature with a tiny std.
    is_constant = np.ptp(Xtr, axis=0) == 0
    return Xtr.mean(axis=0), np.where(is_constant, 1.0, Xtr.std(axis=0))


def standardise(Xtr, Xte):
    """Standardize both sets by mean and standard deviation of the training set.

    Parameters
    ----------
    Xtr : ndarray of shape (m, n)
        Training examples, floats or integers. Not modified.
    Xte : ndarray of shape (m_te, n)
        Examples to test with, at least one, floats or integers. Not modified.

    Returns
    -------
    Xtr : ndarray of shape (m, n)
        Each feature has mean 0, and standard deviation 1 unless it is constant.
    Xte : ndarray of shape (m_te, n)
        Shifted and divided by the same numbers, those that `fit_scaler` finds in the
        training set.
    """
    mean, std = fit_scaler(Xtr)
    return (Xtr - mean) / std, (Xte - mean) / std


def split(X, y, frac, rng):
    """Shuffle the examples, and split them into a training and a validation set.

    Parameters
    ----------
    X : ndarray of shape (m, n) or (m, h, w)
        Examples, floats or integers. Not modified.
    y : ndarray of int, shape (m,)
        Their labels. Not modified.
    frac : float
        Share for validation, 0 <= frac < 1: int(m * frac) examples, maybe none.
    rng : numpy.random.Generator
        The only source of randomness. Its state advances: the next call makes another
        split.

    Returns
    -------
    Xtr : ndarray of shape (m_tr, n) or (m_tr, h, w)
        Examples to train with, in random order.
    ytr : ndarray of shape (m_tr,)
        Their labels.
    Xva : ndarray of shape (m_va, n) or (m_va, h, w)
        All other examples, in random order.
    yva : ndarray of shape (m_va,)
        Their labels.
    """
    # One order for both arrays: an example and its label stay together.
    order = rng.permutation(len(X))
    k = int(len(X) * frac)
    return X[order[k:]], y[order[k:]], X[order[:k]], y[order[:k]]


def own_image(img):
    """Convert a picture of dark ink on white paper into an example like those of MNIST.

    Parameters
    ----------
    img : ndarray of uint8, shape (h, w)
        0 is black, 255 is white. Not modified.

    Returns
    -------
    ndarray of shape (1, h·w)
        One example, row by row: paper is 0, black ink is 1, and grey lies between.
    """
    # Inverted while still uint8: 255 - img cannot leave 0 ... 255.
    return flatten(scale(255 - img[np.newaxis]))


def channels_first(X):
    """Move the channels in front of height and width.

    Parameters
    ----------
    X : ndarray of shape (m, h, w, c)
        Pictures in the layout of Keras and most files, floats or integers. Not
        modified.

    Returns
    -------
    ndarray of shape (m, c, h, w)
        The same pictures in the layout of PyTorch. May share memory with X.
    """
    return X.transpose(0, 3, 1, 2)


def shrink(img, f):
    """Return a picture f times smaller in both directions, by block means.

    Parameters
    ----------
    img : ndarray of shape (h, w)
        Pixels, uint8 or floats; h and w are multiples of f. Not modified.
    f : int
        Height and width of a block, at least 1.

    Returns
    -------
    ndarray of shape (h/f, w/f)
        Mean of each block of f by f pixels. Floats, not rounded, in the range that img
        had.
    """
    h, w = img.shape
    blocks = img.reshape(h // f, f, w // f, f)
    return blocks.mean(axis=3).mean(axis=1)
