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
    return softmax(X @ P["W"] + P["b"])


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
    return _slopes(X, dlogits(forward(X, P), Y))


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
            # A mean of means would weigh the examples of a small last batch too much.
            cost += cross_entropy(p, y) * len(batch) / m
            for name, slope in _slopes(x, dlogits(p, y)).items():
                P[name] -= lr * slope  # our own arrays, since astype has copied them
        losses.append(cost)
    return P, losses


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
    return np.argmax(forward(X, P), axis=1)


def _slopes(X, dZ):
    # A weight's slope gathers, over the examples, its input times its score's slope; a
    # bias is the weight of an input that is always 1.
    return {"W": X.T @ dZ, "b": dZ.sum(axis=0)}
