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
    return softmax(X @ P["W"] + P["b"])


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
    return _slopes(X, dlogits(forward(X, P), Y))


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
    # All in the type of X: one float64 array makes every product float64, twice the work.
    kind = np.result_type(X, 0.0)
    P, Y = {name: P[name].astype(kind) for name in P}, Y.astype(kind, copy=False)
    m, losses = len(X), []
    for _ in range(epochs):
        order, cost = rng.permutation(m), 0.0
        for start in range(0, m, size):
            batch = order[start : start + size]
            x, y = X[batch], Y[batch]
            p = forward(x, P)
            # A mean of means would give too much weight to a small last batch.
            cost += cross_entropy(p, y) * len(batch) / m
            for name, slope in _slopes(x, dlogits(p, y)).items():
                P[name] -= lr * slope  # our own arrays, since astype has copied them
        losses.append(cost)
    return P, losses


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
    return np.argmax(forward(X, P), axis=1)


def _slopes(X, dZ):
    # The gradient of a weight sums, over the examples, its input times the gradient of its
    # score; a bias is the weight of an input that is always 1.
    return {"W": X.T @ dZ, "b": dZ.sum(axis=0)}
