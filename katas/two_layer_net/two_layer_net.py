"""A network of two layers that answers yes or no: ReLU units, and one sigmoid.

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
        The only source of chance. It moves on: the next call draws other weights.

    Returns
    -------
    dict of ndarray
        "W1", "b1", "W2", "b2", shaped as above, of floats. The weights of both layers
        are independent normal draws of mean 0 and standard deviation 0.01.
    """
    raise NotImplementedError("init: write me")


def forward(X, P):
    """The probability of a yes for each example, and what the way back will need.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs of any scale, floats or whole numbers: no overflow, no warning. Left as
        they were.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2". Left as they were.

    Returns
    -------
    A2 : ndarray of shape (m, 1)
        Probabilities, from 0 to 1.
    cache : anything
        What `backward` will need. Its form is yours alone.
    """
    raise NotImplementedError("forward: write me")


def backward(A2, y, P, cache):
    """Gradients of the mean binary cross-entropy by every parameter.

    They are those of the cost itself wherever the clip of 1e-7 leaves A2 as it is. For
    an A2 beyond it two answers are right: the full strength of the unclipped cost, or
    the slope at the clipped probability times the sigmoid's, which fades to 0. Both are
    finite, and both leave a certain, right answer alone.

    Parameters
    ----------
    A2 : ndarray of shape (m, 1)
        Probabilities that `forward` returned. Left as they were.
    y : ndarray of shape (m, 1)
        Labels, 1 for a yes and 0 for a no, floats or whole numbers. Left as they were.
    P : dict of ndarray
        The parameters that `forward` was given. Left as they were.
    cache : anything
        What `forward` returned beside A2. Left as it was.

    Returns
    -------
    dict of ndarray
        "W1", "b1", "W2", "b2", each shaped like the parameter of that name. The 1/m of
        the mean is in them. A hidden unit's slope is 1 where its weighted sum is
        positive and 0 elsewhere, at exactly 0 too.
    """
    raise NotImplementedError("backward: write me")


def update(P, G, lr):
    """One step downhill.

    Parameters
    ----------
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2". Left as they were.
    G : dict of ndarray
        Their gradients under the same names. Left as they were.
    lr : float
        Learning rate: how much of a gradient is subtracted.

    Returns
    -------
    dict of ndarray
        The parameters after the step, new arrays under the same names.
    """
    raise NotImplementedError("update: write me")


def train(X, y, P, lr, epochs):
    """Gradient descent with all examples in every step.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs of any scale, floats or whole numbers: no overflow, no warning. Left as
        they were.
    y : ndarray of shape (m, 1)
        Labels, 1 for a yes and 0 for a no, floats or whole numbers. Left as they were.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2" to start from. Left as they were.
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
    """Answer yes or no for each example.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs of any scale, floats or whole numbers: no overflow, no warning. Left as
        they were.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2". Left as they were.

    Returns
    -------
    ndarray of shape (m,)
        1 where the network's probability is at least 0.5, else 0.
    """
    raise NotImplementedError("predict: write me")
