"""Softmax, the negative log-likelihood of the right class, and their gradients.

Shapes: m examples, K classes. An example is a row.
"""

import numpy as np


def softmax(Z):
    """Turn scores into probabilities, each row by itself.

    Parameters
    ----------
    Z : ndarray of shape (m, K) or (K,)
        Scores of any size, floats or integers. Not modified.

    Returns
    -------
    ndarray of the shape of Z
        Not negative; the last axis sums to 1.
    """
    raise NotImplementedError("softmax: write me")


def nll(P, y, eps=1e-12):
    """Return the mean negative log-probability of the true classes, in nats.

    Parameters
    ----------
    P : ndarray of shape (m, K)
        Probabilities. Those below eps count as eps. Not modified.
    y : ndarray of int, shape (m,)
        True class of each row, 0 <= y < K.
    eps : float
        Lower limit of the probabilities in the logarithm.

    Returns
    -------
    number
        log(K) when every row is uniform, 0 when every row is right and certain.
    """
    raise NotImplementedError("nll: write me")


def cross_entropy(P, Y, eps=1e-12):
    """Return the mean cross-entropy of probabilities and one-hot labels, in nats.

    Parameters
    ----------
    P : ndarray of shape (m, K)
        Probabilities. Those below eps count as eps. Not modified.
    Y : ndarray of shape (m, K)
        One-hot labels, or any rows of target probabilities. Not modified.
    eps : float
        Lower limit of the probabilities in the logarithm.

    Returns
    -------
    number
        Summed over the classes, averaged over the examples.
    """
    raise NotImplementedError("cross_entropy: write me")


def dlogits(P, Y):
    """Return the gradient of the mean cross-entropy of softmax(Z) and Y by Z.

    Parameters
    ----------
    P : ndarray of shape (m, K)
        softmax(Z). Not modified.
    Y : ndarray of shape (m, K)
        One-hot labels. Not modified.

    Returns
    -------
    ndarray of shape (m, K)
        Rows sum to 0. The 1/m of the mean is in it.
    """
    raise NotImplementedError("dlogits: write me")


def softmax_backward(dP, P):
    """Return the gradient of any cost with respect to the scores of a softmax.

    Parameters
    ----------
    dP : ndarray of shape (m, K)
        Gradient of the cost with respect to P. Not modified.
    P : ndarray of shape (m, K)
        softmax(Z). Not modified.

    Returns
    -------
    ndarray of shape (m, K)
        Gradient with respect to Z. Rows sum to 0. No 1/m is added: dP has it.
    """
    raise NotImplementedError("softmax_backward: write me")
