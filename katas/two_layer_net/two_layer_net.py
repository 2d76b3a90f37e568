"""A network of two layers for two classes: hidden ReLU units, and one sigmoid.

Shapes: m examples, n_in inputs, n_hidden hidden units, one output. An example is a row.
P holds the parameters: P["W1"] (n_in, n_hidden), P["b1"] (n_hidden,), P["W2"]
(n_hidden, 1), P["b2"] (1,).
"""

import numpy as np

from katas.activations.activations import relu, sigmoid
from katas.clipped_cost.clipped_cost import binary_cross_entropy
from katas.dense_layer.dense_layer import dense_backward, dense_forward


def init(n_in, n_hidden, rng):
    """Draw the first parameters: small weights, and biases of 0.

    Parameters
    ----------
    n_in : int
        Number of inputs, at least 1.
    n_hidden : int
        Number of hidden units, at least 1.
    rng : numpy.random.Generator
        The only source of randomness. Its state advances: the next call draws other
        weights.

    Returns
    -------
    dict of ndarray
        "W1", "b1", "W2", "b2", shaped as above, of floats. The weights of both layers
        are independent normal draws of mean 0 and standard deviation 0.01.
    """
    raise NotImplementedError("init: write me")


def forward(X, P):
    """Return each example's probability of the positive class, and a cache for `backward`.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs of any scale, floats or integers: no overflow, no warning. Not modified.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2". Not modified.

    Returns
    -------
    A2 : ndarray of shape (m, 1)
        Probabilities, from 0 to 1.
    cache : anything
        What `backward` needs, in any form.
    """
    raise NotImplementedError("forward: write me")


def backward(A2, y, P, cache):
    """Return the gradient of the mean binary cross-entropy with respect to every parameter.

    It is that of the cost itself where A2 lies inside the clip, [1e-7, 1 - 1e-7].
    Outside of it two answers are right: the gradient of the unclipped cost, or the
    derivative at the clipped probability times that of the sigmoid, which fades to 0.
    Both are finite, and nearly 0 for a certain, right answer.

    Parameters
    ----------
    A2 : ndarray of shape (m, 1)
        Probabilities that `forward` returned. Not modified.
    y : ndarray of shape (m, 1)
        Labels, 1 for the positive class and 0 for the negative one, floats or integers.
        Not modified.
    P : dict of ndarray
        The parameters that `forward` was given. Not modified.
    cache : anything
        What `forward` returned beside A2. Not modified.

    Returns
    -------
    dict of ndarray
        "W1", "b1", "W2", "b2", each shaped like the parameter of that name. The 1/m of
        the mean is in them. The derivative of ReLU is 1 where a pre-activation is
        positive and 0 elsewhere, at exactly 0 too.
    """
    raise NotImplementedError("backward: write me")


def update(P, G, lr):
    """Return the parameters after one step of gradient descent.

    Parameters
    ----------
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2". Not modified.
    G : dict of ndarray
        Their gradients under the same names. Not modified.
    lr : float
        Learning rate: how much of a gradient is subtracted.

    Returns
    -------
    dict of ndarray
        The parameters after the step, new arrays under the same names.
    """
    raise NotImplementedError("update: write me")


def train(X, y, P, lr, epochs):
    """Train by gradient descent, with all examples in every step.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs of any scale, floats or integers: no overflow, no warning. Not modified.
    y : ndarray of shape (m, 1)
        Labels, 1 for the positive class and 0 for the negative one, floats or integers.
        Not modified.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2" to start from. Not modified.
    lr : float
        Learning rate: how much of a gradient is subtracted in a step.
    epochs : int
        Number of steps, 1 or more. An epoch is one step.

    Returns
    -------
    P : dict of ndarray
        Parameters after the last step, new arrays under the same names.
    losses : list or ndarray of shape (epochs,)
        Mean binary cross-entropy of each epoch as it was before the epoch's step, so
        that losses[0] is the cost of the parameters given. It is clipped at 1e-7: a
        certain and wrong example costs -log(1e-7), about 16.1.
    """
    raise NotImplementedError("train: write me")


def predict(X, P):
    """Return the predicted class of each example, 1 or 0.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs of any scale, floats or integers: no overflow, no warning. Not modified.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2". Not modified.

    Returns
    -------
    ndarray of shape (m,)
        1 where the network's probability is at least 0.5, else 0.
    """
    raise NotImplementedError("predict: write me")
