"""A network of any number of layers: ReLU between them, one sigmoid at the end.

Shapes: m examples, n_in inputs, n_out outputs. An example is a row. A network is a list
with a dict for each layer, the first layer first: "W", weights of shape (inputs of the
layer, units), and "b", biases of shape (units,).
"""

import numpy as np

from katas.activations.activations import relu, sigmoid
from katas.dense_layer.dense_layer import dense_forward
from katas.he_init.he_init import init_network


def init(dims, rng):
    """Draw a network of any depth: He weights, and biases of 0.

    Parameters
    ----------
    dims : list of int
        Sizes from the input to the output, at least two. Not modified.
    rng : numpy.random.Generator
        The only source of randomness. Its state advances: the next call draws other
        weights.

    Returns
    -------
    list of dict
        One {"W": ..., "b": ...} a layer, len(dims) - 1 in all, of floats. Weights are
        independent normal draws of mean 0 and standard deviation sqrt(2 / inputs of the
        layer), in the last layer, too. No two arrays share memory.
    """
    return init_network(dims, rng)


def forward(X, layers):
    """Return the logits, and caches for `backward`.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs of any scale, floats or integers. Not modified.
    layers : list of dict
        "W" and "b" of each layer, one layer or more. Not modified.

    Returns
    -------
    logits : ndarray of shape (m, n_out)
        Pre-activations of the last layer. A ReLU follows every layer but this one.
    caches : anything
        What `backward` needs, in any form.
    """
    caches, A = [X], X
    for layer in layers[:-1]:
        A = relu(dense_forward(A, layer["W"], layer["b"]))
        caches.append(A)
    return dense_forward(A, layers[-1]["W"], layers[-1]["b"]), caches


def cost(logits, y):
    """Return the mean binary cross-entropy of sigmoid(logits) and y, without a clip.

    Parameters
    ----------
    logits : ndarray of shape (m, 1)
        Any real numbers of any size: no overflow, no warning. Not modified.
    y : ndarray of shape (m, 1)
        Labels, 1 for the positive class and 0 for the negative one, floats or integers.
        Not modified.

    Returns
    -------
    number
        In nats: log(2) where every logit is 0. A certain, right answer costs 0, and a
        certain, wrong one as much as the size of its logit: 1000 at 1000.
    """
    # By way of the probability, a logit of 40 would already be certain, and its cost
    # infinite if it is wrong. The logarithm of 1 + exp needs no probability.
    return np.logaddexp(0, np.where(y == 1, -logits, logits)).mean()


def dlogits(logits, y):
    """Return the gradient of `cost` with respect to the logits.

    Parameters
    ----------
    logits : ndarray of shape (m, 1)
        Any real numbers of any size: no overflow, no warning. Not modified.
    y : ndarray of shape (m, 1)
        Labels, 1 for the positive class and 0 for the negative one, floats or integers.
        Not modified.

    Returns
    -------
    ndarray of shape (m, 1)
        Probability minus label. The 1/m of the mean is in it.
    """
    return (sigmoid(logits) - y) / len(y)


def backward(dZ, layers, caches):
    """Return the gradient with respect to every parameter, given that of the logits.

    Parameters
    ----------
    dZ : ndarray of shape (m, n_out)
        Gradient with respect to the logits. It already carries the 1/m. Not modified.
    layers : list of dict
        The network that `forward` was given. Not modified.
    caches : anything
        What `forward` returned beside the logits. Not modified.

    Returns
    -------
    list of dict
        One {"W": ..., "b": ...} a layer, first layer first, each shaped like the
        parameter of that name. Summed over the batch: nothing is averaged here. The
        derivative of ReLU is 1 where a pre-activation is positive and 0 elsewhere, at
        exactly 0 too.
    """
    grads = []
    for i in reversed(range(len(layers))):
        if grads:
            # Through the weights above, then through this layer's ReLU, whose derivative is
            # 0 for a unit with the output 0.
            dZ = dZ @ layers[i + 1]["W"].T * (caches[i + 1] > 0)
        # Not dense_backward: its third product, for X, is not needed here.
        grads.insert(0, {"W": caches[i].T @ dZ, "b": dZ.sum(axis=0)})
    return grads


def update(layers, grads, lr):
    """Return the network after one step of gradient descent.

    Parameters
    ----------
    layers : list of dict
        "W" and "b" of each layer. Not modified.
    grads : list of dict
        Their gradients, in the same form. Not modified.
    lr : float
        Learning rate: how much of a gradient is subtracted.

    Returns
    -------
    list of dict
        The network after the step: a new list of new dicts with new arrays.
    """
    return [
        {name: layer[name] - lr * grads[i][name] for name in layer}
        for i, layer in enumerate(layers)
    ]


def train(X, y, layers, lr, epochs):
    """Train by gradient descent, with all examples in every step.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs of any scale, floats or integers: no overflow, no warning. Not modified.
    y : ndarray of shape (m, 1)
        Labels, 1 for the positive class and 0 for the negative one, floats or integers.
        Not modified.
    layers : list of dict
        "W" and "b" of each layer, to start from; the last has one unit. Not modified.
    lr : float
        Learning rate: how much of a gradient is subtracted in a step.
    epochs : int
        Number of steps, 1 or more. An epoch is one step.

    Returns
    -------
    layers : list of dict
        The network after the last step, in the same form.
    losses : list or ndarray of shape (epochs,)
        `cost` of each epoch as it was before the epoch's step, so that losses[0] is the
        cost of the network given.
    """
    # All in the type of X: one float64 array makes every product float64, twice the work.
    kind = np.result_type(X, 0.0)
    y = y.astype(kind, copy=False)
    layers = [{name: layer[name].astype(kind) for name in layer} for layer in layers]
    losses = []
    for _ in range(epochs):
        logits, caches = forward(X, layers)
        losses.append(cost(logits, y))
        layers = update(layers, backward(dlogits(logits, y), layers, caches), lr)
    return layers, losses


def predict(X, layers):
    """Return the predicted class of each example, 1 or 0.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs of any scale, floats or integers: no overflow, no warning. Not modified.
    layers : list of dict
        "W" and "b" of each layer; the last has one unit. Not modified.

    Returns
    -------
    ndarray of shape (m,)
        1 where the probability sigmoid(logit) is at least 0.5, else 0.
    """
    logits, _ = forward(X, layers)
    # The sigmoid is a half at 0, and rises: it need not be computed.
    return np.where(logits[:, 0] >= 0, 1, 0)
