"""A linear classifier of K classes: one layer of weights, softmax, small batches.

Shapes: m examples, n inputs, K classes. An example is a row. P, the parameters, is a
dict with the keys "W" and "b".
"""

import numpy as np

from katas.softmax_nll.softmax_nll import cross_entropy, dlogits, softmax


def forward(X, P):
    """Return the probability of each class for each example.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Inputs of any scale, floats or integers: no overflow, no warning. Not modified.
    P : dict
        "W", weights of shape (n, K), and "b", biases of shape (K,). Not modified.

    Returns
    -------
    ndarray of shape (m, K)
        Probabilities, softmax(X @ W + b). Each row sums to 1.
    """
    raise NotImplementedError("forward: write me")


def grads(X, Y, P):
    """Return the gradient of the mean cross-entropy with respect to the parameters.

    The cost is that of forward(X, P) and Y without the clip: the gradient of a certain,
    wrong example does not fade, however far apart its scores are.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Inputs of any scale, floats or integers: no overflow, no warning. Not modified.
    Y : ndarray of shape (m, K)
        One-hot labels, floats or integers. Not modified.
    P : dict
        "W", weights of shape (n, K), and "b", biases of shape (K,). Not modified.

    Returns
    -------
    dict
        The gradient of each parameter under its key: "W" of shape (n, K) and "b" of
        shape (K,). The 1/m of the mean is in them.
    """
    raise NotImplementedError("grads: write me")


def train(X, Y, P, lr, epochs, size, rng):
    """Train by gradient descent in mini-batches, in a new order every epoch.

    An epoch uses every example once, in an order drawn anew from rng and cut into
    batches of `size` examples; the last batch has the remaining examples, and may be
    smaller. Each batch makes one step, along the mean gradient of its own examples.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Inputs of any scale, floats or integers: no overflow, no warning. Not modified.
    Y : ndarray of shape (m, K)
        One-hot labels, floats or integers. Not modified.
    P : dict
        "W", weights of shape (n, K), and "b", biases of shape (K,), to start from. Not
        modified.
    lr : float
        Learning rate: how much of a gradient is subtracted in a step.
    epochs : int
        Number of passes over all examples, 1 or more.
    size : int
        Examples in a batch, 1 or more. With m or more, an epoch is a single step.
    rng : numpy.random.Generator
        The only source of randomness: the same state gives the same training.

    Returns
    -------
    P : dict
        "W" and "b" after the last step.
    losses : list or ndarray of shape (epochs,)
        Mean over the m examples of an epoch of the cross-entropy that each had just
        before its batch's step. As in `cross_entropy`, probabilities below 1e-12 count
        as 1e-12.
    """
    raise NotImplementedError("train: write me")


def predict(X, P):
    """Return the most probable class of each example.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Inputs of any scale, floats or integers: no overflow, no warning. Not modified.
    P : dict
        "W", weights of shape (n, K), and "b", biases of shape (K,). Not modified.

    Returns
    -------
    ndarray of shape (m,)
        Class numbers from 0 to K - 1. Of equally probable classes the lowest number.
    """
    raise NotImplementedError("predict: write me")
