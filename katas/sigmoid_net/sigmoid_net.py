"""A network of sigmoids with one hidden layer, trained on half the squared error.

Shapes: m examples, n_in inputs, n_hidden hidden neurons, n_out outputs. An example is a
row. P holds the parameters: P["W1"] (n_in, n_hidden), P["b1"] (n_hidden,), P["W2"]
(n_hidden, n_out), P["b2"] (n_out,).
"""

import numpy as np

from katas.activations.activations import sigmoid


def forward(X, P):
    """Return the activations of the hidden neurons, and of the outputs.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs of any scale, floats or integers: no overflow, no warning. Not modified.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2". Not modified.

    Returns
    -------
    A1 : ndarray of shape (m, n_hidden)
        Activations of the hidden neurons, sigmoids of their pre-activations.
    A2 : ndarray of shape (m, n_out)
        Activations of the outputs, sigmoids of their pre-activations. The outputs are
        independent: rows need not sum to 1.
    """
    raise NotImplementedError("forward: write me")


def backward(X, Y, P):
    """Return the gradient of the cost with respect to every parameter.

    The cost is half the squared difference of A2 and Y, summed over the outputs and
    averaged over the examples. `forward` is called inside.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs of any scale, floats or integers: no overflow, no warning. Not modified.
    Y : ndarray of shape (m, n_out)
        One-hot labels, or other targets; floats or integers. Not modified.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2". Not modified.

    Returns
    -------
    dict of ndarray
        "W1", "b1", "W2", "b2", each shaped like the parameter of that name. The 1/m of
        the mean is in them; the derivative of half a square has no factor of 2.
    """
    raise NotImplementedError("backward: write me")


def train(X, Y, P, lr, epochs, size, rng):
    """Train by gradient descent in mini-batches: a step after every batch.

    An epoch uses every example once, in an order drawn anew from rng and cut into
    batches of `size` examples; the last batch has the remaining examples, and may be
    smaller. Each batch makes one step, along the mean gradient of its own examples.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs of any scale, floats or integers: no overflow, no warning. Not modified.
    Y : ndarray of shape (m, n_out)
        One-hot labels, or other targets; floats or integers. Not modified.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2" to start from. Not modified.
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
    P : dict of ndarray
        Parameters after the last step, new arrays under the same names.
    losses : list or ndarray of shape (epochs,)
        For each epoch the mean over its m examples of the cost that each had just
        before the step of its batch: half the squared difference, summed over the
        outputs.
    """
    raise NotImplementedError("train: write me")


def predict(X, P):
    """Return the class of the largest output of each example.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs of any scale, floats or integers: no overflow, no warning. Not modified.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2". Not modified.

    Returns
    -------
    ndarray of shape (m,)
        Class numbers from 0 to n_out - 1. Of equal outputs the lowest number.
    """
    raise NotImplementedError("predict: write me")
