"""A network with one hidden layer of ReLU units and a softmax, trained in minibatches.

Shapes: m examples, n_in inputs, n_hidden hidden units, n_out classes. An example is a
row. P holds the parameters: P["W1"] (n_in, n_hidden), P["b1"] (n_hidden,), P["W2"]
(n_hidden, n_out), P["b2"] (n_out,).
"""

import numpy as np

from katas.dense_layer.dense_layer import dense_backward, dense_forward
from katas.he_init.he_init import he_normal
from katas.softmax_nll.softmax_nll import cross_entropy, dlogits, softmax


def batches(X, Y, size, rng):
    """Cut one epoch into batches: all examples once, in a new, random order.

    Parameters
    ----------
    X : ndarray of shape (m, ...)
        Examples, rows or whole pictures, of any type of number. Left as they were.
    Y : ndarray of shape (m, ...)
        What belongs to each example, one-hot rows or one number, of any type. Left as
        they were.
    size : int
        Examples in a batch, 1 or more; it may be more than m.
    rng : numpy.random.Generator
        The only source of chance. It moves on: the next epoch has another order.

    Returns
    -------
    list of pairs
        Pairs (Xb, Yb) that belong together row by row. All have `size` examples but
        the last, which has what is left and is never empty. All orders are equally
        likely.
    """
    raise NotImplementedError("batches: write me")


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
        The only source of chance. It moves on: the next call draws other weights.

    Returns
    -------
    dict of ndarray
        "W1", "b1", "W2", "b2", shaped as above, of floats. The weights are independent
        normal draws around 0, of standard deviation sqrt(2 / n_in) in W1 and
        sqrt(2 / n_hidden) in W2.
    """
    raise NotImplementedError("init: write me")


def forward(X, P):
    """The network's probabilities, and what the way back will need.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs, floats or whole numbers. Left as they were.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2". Left as they were.

    Returns
    -------
    P2 : ndarray of shape (m, n_out)
        Probabilities of the classes, whatever the size of the scores; rows sum to 1.
    cache : anything
        What `backward` will need. Its form is yours alone.
    """
    raise NotImplementedError("forward: write me")


def backward(P2, Y, P, cache):
    """Gradients of the mean cross-entropy by every parameter.

    Parameters
    ----------
    P2 : ndarray of shape (m, n_out)
        Probabilities that `forward` returned. Left as they were.
    Y : ndarray of shape (m, n_out)
        One-hot labels. Left as they were.
    P : dict of ndarray
        The parameters that `forward` was given. Left as they were.
    cache : anything
        What `forward` returned beside P2. Left as it was.

    Returns
    -------
    dict of ndarray
        "W1", "b1", "W2", "b2", each shaped like the parameter of that name. The 1/m of
        the mean is in them. A hidden unit's slope is 1 where its weighted sum is
        positive and 0 elsewhere, at exactly 0 too.
    """
    raise NotImplementedError("backward: write me")


def train(X, Y, P, lr, epochs, size, rng):
    """Minibatch gradient descent: a step after every batch of every epoch.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs, floats or whole numbers. Left as they were.
    Y : ndarray of shape (m, n_out)
        One-hot labels, floats or whole numbers. Left as they were.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2" to start from. Left as they were.
    lr : float
        Learning rate: how much of a gradient is subtracted in a step.
    epochs : int
        How often every example is used, 1 or more. Each epoch has a new order.
    size : int
        Examples in a batch, 1 or more. A smaller last batch makes a step as well,
        by the mean over its own examples.
    rng : numpy.random.Generator
        Decides the orders. It moves on.

    Returns
    -------
    P : dict of ndarray
        Parameters after the last step, new arrays under the same names.
    losses : list or ndarray of shape (epochs,)
        For each epoch the mean over its m examples of the cross-entropy that each had
        before the step of its batch. Probabilities below 1e-12 count as 1e-12.
    """
    raise NotImplementedError("train: write me")


def predict(X, P):
    """The most probable class of each example.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs, floats or whole numbers. Left as they were.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2". Left as they were.

    Returns
    -------
    ndarray of shape (m,)
        Class numbers from 0 to n_out - 1. Of equally probable classes it is the
        lowest number.
    """
    raise NotImplementedError("predict: write me")
