"""A network with one hidden layer of ReLU units and a softmax, trained in mini-batches.

Shapes: m examples, n_in inputs, n_hidden hidden units, n_out classes. An example is a
row. P holds the parameters: P["W1"] (n_in, n_hidden), P["b1"] (n_hidden,), P["W2"]
(n_hidden, n_out), P["b2"] (n_out,).
"""

import numpy as np

from katas.dense_layer.dense_layer import dense_backward, dense_forward
from katas.he_init.he_init import he_normal
from katas.softmax_nll.softmax_nll import cross_entropy, dlogits, softmax


def batches(X, Y, size, rng):
    """Return the batches of one epoch: all examples once, in a new, random order.

    Parameters
    ----------
    X : ndarray of shape (m, ...)
        Examples, rows or whole pictures, of any type of number. Not modified.
    Y : ndarray of shape (m, ...)
        What belongs to each example, one-hot rows or one number, of any type. Not
        modified.
    size : int
        Examples in a batch, 1 or more; it may be more than m.
    rng : numpy.random.Generator
        The only source of randomness. Its state advances: the next epoch has another
        order.

    Returns
    -------
    list of pairs
        Pairs (Xb, Yb) that belong together row by row. All have `size` examples but the
        last, which has the remaining ones and is never empty. All orders are equally
        likely.
    """
    # One order for both: an example and its label must stay together.
    order = rng.permutation(len(X))
    parts = [order[start : start + size] for start in range(0, len(X), size)]
    return [(X[part], Y[part]) for part in parts]


def init(n_in, n_hidden, n_out, rng):
    """Draw the first parameters: He weights for both layers, and biases of 0.

    Parameters
    ----------
    n_in : int
        Number of inputs, at least 1.
    n_hidden : int
        Number of hidden units, at least 1.
    n_out : int
        Number of classes, at least 1.
    rng : numpy.random.Generator
        The only source of randomness. Its state advances: the next call draws other
        weights.

    Returns
    -------
    dict of ndarray
        "W1", "b1", "W2", "b2", shaped as above, of floats. The weights are independent
        normal draws around 0, of standard deviation sqrt(2 / n_in) in W1 and
        sqrt(2 / n_hidden) in W2.
    """
    return {
        "W1": he_normal(n_in, n_hidden, rng),
        "b1": np.zeros(n_hidden),
        "W2": he_normal(n_hidden, n_out, rng),
        "b2": np.zeros(n_out),
    }


def forward(X, P):
    """Return the probabilities of the classes, and a cache for `backward`.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs, floats or integers. Not modified.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2". Not modified.

    Returns
    -------
    P2 : ndarray of shape (m, n_out)
        Probabilities of the classes, whatever the size of the scores; rows sum to 1.
    cache : anything
        What `backward` needs, in any form.
    """
    A1 = np.maximum(dense_forward(X, P["W1"], P["b1"]), 0)
    return softmax(dense_forward(A1, P["W2"], P["b2"])), (X, A1)


def backward(P2, Y, P, cache):
    """Return the gradient of the mean cross-entropy with respect to every parameter.

    Parameters
    ----------
    P2 : ndarray of shape (m, n_out)
        Probabilities that `forward` returned. Not modified.
    Y : ndarray of shape (m, n_out)
        One-hot labels. Not modified.
    P : dict of ndarray
        The parameters that `forward` was given. Not modified.
    cache : anything
        What `forward` returned beside P2. Not modified.

    Returns
    -------
    dict of ndarray
        "W1", "b1", "W2", "b2", each shaped like the parameter of that name. The 1/m of
        the mean is in them. The derivative of ReLU is 1 where a pre-activation is
        positive and 0 elsewhere, at exactly 0 too.
    """
    X, A1 = cache
    dW2, db2, dA1 = dense_backward(dlogits(P2, Y), A1, P["W2"])
    # The derivative of ReLU is 0 for a unit with the output 0.
    dZ1 = dA1 * (A1 > 0)
    # Not dense_backward: its gradient with respect to X is not needed, and takes a third
    # of an epoch.
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}


def train(X, Y, P, lr, epochs, size, rng):
    """Train by gradient descent in mini-batches: a step after every batch.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs, floats or integers. Not modified.
    Y : ndarray of shape (m, n_out)
        One-hot labels, floats or integers. Not modified.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2" to start from. Not modified.
    lr : float
        Learning rate: how much of a gradient is subtracted in a step.
    epochs : int
        Number of passes over all examples, 1 or more. Each epoch has a new order.
    size : int
        Examples in a batch, 1 or more. A smaller last batch makes a step as well,
        by the mean over its own examples.
    rng : numpy.random.Generator
        The only source of randomness: it decides the orders. Its state advances.

    Returns
    -------
    P : dict of ndarray
        Parameters after the last step, new arrays under the same names.
    losses : list or ndarray of shape (epochs,)
        For each epoch the mean over its m examples of the cross-entropy that each had
        before the step of its batch. Probabilities below 1e-12 count as 1e-12.
    """
    # All in the type of X: one float64 array makes every product float64, twice the work.
    kind = np.result_type(X, 0.0)
    P, Y = {name: P[name].astype(kind) for name in P}, Y.astype(kind, copy=False)
    m, losses = len(X), []
    for _ in range(epochs):
        order, loss = rng.permutation(m), 0.0
        # Not `batches`, which copies the whole epoch before its first step: 1.2 times as
        # long with 60,000 examples.
        for start in range(0, m, size):
            part = order[start : start + size]
            P2, cache = forward(X[part], P)
            # Weighted by its examples: the last batch may be smaller.
            loss += cross_entropy(P2, Y[part]) * len(part) / m
            for name, slope in backward(P2, Y[part], P, cache).items():
                P[name] -= lr * slope  # our own arrays, since astype has copied them
        losses.append(loss)
    return P, losses


def predict(X, P):
    """Return the most probable class of each example.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs, floats or integers. Not modified.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2". Not modified.

    Returns
    -------
    ndarray of shape (m,)
        Class numbers from 0 to n_out - 1. Of equally probable classes it is the
        lowest number.
    """
    P2, _ = forward(X, P)
    return P2.argmax(axis=1)
