"""One sigmoid neuron that distinguishes zeros from all other digits.

Shapes: m examples, n pixels. An example is a row.
"""

import numpy as np

from katas.activations.activations import sigmoid
from katas.clipped_cost.clipped_cost import binary_cross_entropy


def make_labels(digits):
    """Return labels for digits: 1.0 for a zero, 0.0 for every other digit.

    Parameters
    ----------
    digits : ndarray of int, shape (m,)
        Digits from 0 to 9, of any integer type. Not modified.

    Returns
    -------
    ndarray of shape (m,)
        1.0 for a zero, 0.0 for every other digit.
    """
    return np.where(digits == 0, 1.0, 0.0)


def predict(X, w, b):
    """Return for each example whether it is classified as a zero.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Pixels of any scale, floats or integers: no overflow, no warning. Not modified.
    w : ndarray of shape (n,)
        Weights. Not modified.
    b : float
        Bias.

    Returns
    -------
    ndarray of shape (m,)
        1 where the neuron's probability sigmoid(X @ w + b) is at least 0.5, else 0.
    """
    return np.where(sigmoid(X @ w + b) >= 0.5, 1, 0)


def grads(X, y, w, b):
    """Return the gradient of the mean binary cross-entropy with respect to w and b.

    It belongs to the cost without the clip: the gradient of a certain, wrong example
    does not fade, however large its pre-activation is.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Pixels of any scale, floats or integers: no overflow, no warning. Not modified.
    y : ndarray of shape (m,)
        Labels, 1 for a zero and 0 for the rest, floats or integers. Not modified.
    w : ndarray of shape (n,)
        Weights. Not modified.
    b : float
        Bias.

    Returns
    -------
    dw : ndarray of shape (n,)
        Gradient with respect to the weights. The 1/m of the mean is in it.
    db : number
        Gradient with respect to the bias. The 1/m of the mean is in it.
    """
    return _slopes(X, y, sigmoid(X @ w + b))


def train(X, y, w, b, lr, epochs):
    """Train by gradient descent, with all examples in every step.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Pixels of any scale, floats or integers: no overflow, no warning. Not modified.
    y : ndarray of shape (m,)
        Labels, 1 for a zero and 0 for the rest, floats or integers. Not modified.
    w : ndarray of shape (n,)
        Weights to start from. Not modified.
    b : float
        Bias to start from.
    lr : float
        Learning rate: how much of a gradient is subtracted in a step.
    epochs : int
        Number of steps, 1 or more. An epoch is one step.

    Returns
    -------
    w : ndarray of shape (n,)
        Weights after the last step.
    b : number
        Bias after the last step.
    losses : list or ndarray of shape (epochs,)
        Mean binary cross-entropy of each epoch as it was before the epoch's step, so
        that losses[0] is the cost of the parameters given. It is clipped at 1e-7: a
        certain and wrong example costs -log(1e-7), about 16.1.
    """
    # All in the type of X: one float64 array makes every product float64, twice the work.
    kind = np.result_type(X, 0.0)
    w, y = np.require(w, kind), np.require(y, kind)
    losses = []
    for _ in range(epochs):
        p = sigmoid(X @ w + b)
        losses.append(binary_cross_entropy(p, y))
        dw, db = _slopes(X, y, p)
        w, b = w - lr * dw, b - lr * db
    return w, b, losses


def _slopes(X, y, p):
    # The sigmoid's p (1 - p) cancels the cost's 1 / (p (1 - p)).
    dz = (p - y) / len(y)
    return X.T @ dz, dz.sum()
