"""A linear classifier of K classes: one layer of weights, softmax, small batches.

Shapes: m examples, n inputs, K classes. An example is a row. P, the parameters, is a
dict with the keys "W" and "b".
"""

import numpy as np

from katas.softmax_nll.softmax_nll import cross_entropy, dlogits, softmax


def forward(X, P):
    """Say for each example how probable each class is.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Inputs of any scale, floats or whole numbers: no overflow, no warning. Left as
        they were.
    P : dict
        "W", weights of shape (n, K), and "b", biases of shape (K,). Left as they were.

    Returns
    -------
    ndarray of shape (m, K)
        Probabilities, softmax(X @ W + b). Each row sums to 1.
    """
    raise NotImplementedError("forward: write me")


def grads(X, Y, P):
    """Gradients of the mean cross-entropy of forward(X, P) and Y, by the parameters.

    They belong to the cost without the clip: an example that is certain and wrong
    pushes with full strength, however far apart its scores are.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Inputs of any scale, floats or whole numbers: no overflow, no warning. Left as
        they were.
    Y : ndarray of shape (m, K)
        One-hot labels, floats or whole numbers. Left as they were.
    P : dict
        "W", weights of shape (n, K), and "b", biases of shape (K,). Left as they were.

    Returns
    -------
    dict
        The gradient of each parameter under its key: "W" of shape (n, K) and "b" of
        shape (K,). The 1/m of the mean is in them.
    """
    raise NotImplementedError("grads: write me")


def train(X, Y, P, lr, epochs, size, rng):
    """Descend along the gradients of small batches, in a new order every epoch.

    An epoch visits every example once, in an order drawn anew from rng and cut into
    batches of `size` examples; the last batch is what is left over, and may be smaller.
    Each batch makes one step, along the mean gradient of its own examples.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Inputs of any scale, floats or whole numbers: no overflow, no warning. Left as
        they were.
    Y : ndarray of shape (m, K)
        One-hot labels, floats or whole numbers. Left as they were.
    P : dict
        "W", weights of shape (n, K), and "b", biases of shape (K,), to start from.
        Left as they were.
    lr : float
        Learning rate: how much of a gradient is subtracted in a step.
    epochs : int
        How often all examples are visited, 1 or more.
    size : int
        Examples in a batch, 1 or more. With m or more, an epoch is a single step.
    rng : numpy.random.Generator
        Draws the orders, all of them: the same state gives the same training.

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
    """Name the most probable class of each example.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Inputs of any scale, floats or whole numbers: no overflow, no warning. Left as
        they were.
    P : dict
        "W", weights of shape (n, K), and "b", biases of shape (K,). Left as they were.

    Returns
    -------
    ndarray of shape (m,)
        Class numbers from 0 to K - 1. Of equally probable classes the lowest number.
    """
    raise NotImplementedError("predict: write me")
