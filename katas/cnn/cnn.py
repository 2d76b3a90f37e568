"""A convolutional network for handwritten digits, put together from earlier katas.

Conv of 8 kernels, ReLU, max pool, conv of 16 kernels, ReLU, max pool, flatten, dense:
logits of 10 classes. No padding, stride 1; windows of 2 x 2 pixels are pooled, stride 2.

Shapes: m pictures of h rows, w columns and c channels; K classes. P holds the
parameters: kernels P["W1"] (fh, fw, c, k) with P["b1"] (k,), P["W2"] and P["b2"] in the
same way, weights P["W3"] (n, K) with P["b3"] (K,). n is the number of values after
flatten; all sizes come from X and P.
"""

import numpy as np

from katas.convolution.convolution import (
    conv_backward,
    conv_forward,
    im2col,
    out_size,
)
from katas.dense_layer.dense_layer import dense_backward, dense_forward
from katas.he_init.he_init import he_normal
from katas.minibatch_training.minibatch_training import batches
from katas.pooling.pooling import max_pool_backward, max_pool_forward
from katas.prepare_data.prepare_data import flatten
from katas.softmax_nll.softmax_nll import cross_entropy, softmax
from katas.softmax_nll.softmax_nll import dlogits as logits_gradient


def shapes(h, w, c, layers):
    """Return the shape of one picture after each layer of a network.

    Parameters
    ----------
    h : int
        Rows of a picture.
    w : int
        Columns of a picture.
    c : int
        Channels of a picture.
    layers : list of tuple
        In order: ("conv", f, k, p, s) for k kernels of f x f pixels with padding p and
        stride s, ("pool", f, s) for windows of f x f pixels with stride s and without
        padding, ("flatten",), ("dense", k) for k units. Every window fits into its
        input, and there is a flatten before the first dense layer. Not modified.

    Returns
    -------
    list of tuples
        One shape for each layer, without the number of pictures: (rows, columns,
        channels) after conv and pool, (n,) after flatten and dense. As in `out_size`
        only whole windows count: what is left over at a border is dropped.
    """
    raise NotImplementedError("shapes: write me")


def n_params(h, w, c, layers):
    """Return the number of parameters of a network: all weights and all biases.

    Parameters
    ----------
    h : int
        Rows of a picture.
    w : int
        Columns of a picture.
    c : int
        Channels of a picture.
    layers : list of tuple
        As for `shapes`. Not modified.

    Returns
    -------
    number
        Summed over the layers. A kernel has a weight for every pixel of its window in
        every input channel, a unit has one for every input; each has one bias.
    """
    raise NotImplementedError("n_params: write me")


def he_conv(f, c, k, rng):
    """Draw the first kernels of a convolutional layer that a ReLU follows.

    Parameters
    ----------
    f : int
        Rows and columns of a kernel, at least 1.
    c : int
        Input channels, at least 1.
    k : int
        Number of kernels, at least 1.
    rng : numpy.random.Generator
        The only source of randomness. Its state advances: the next call draws other
        kernels.

    Returns
    -------
    ndarray of shape (f, f, c, k)
        Independent normal draws, mean 0, standard deviation sqrt(2 / (f·f·c)).

    Source: He et al. 2015, arXiv:1502.01852, eq. 10.
    """
    raise NotImplementedError("he_conv: write me")


def init(rng):
    """Draw the first parameters of the network for grey pictures of 28 x 28 pixels.

    Parameters
    ----------
    rng : numpy.random.Generator
        The only source of randomness. Its state advances: the next call draws other
        weights.

    Returns
    -------
    dict of ndarray
        "W1" (3, 3, 1, 8), "b1" (8,), "W2" (3, 3, 8, 16), "b2" (16,), "W3" (400, 10),
        "b3" (10,), of floats. Kernels as `he_conv` draws them, W3 independent normal
        draws, mean 0, standard deviation sqrt(2 / 400); biases are 0.
    """
    raise NotImplementedError("init: write me")


def forward(X, P):
    """Return the logits of the classes, and caches for `backward`.

    Parameters
    ----------
    X : ndarray of shape (m, h, w, c)
        Pictures of any size that fits P, floats or integers. Not modified.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2", "W3", "b3". Not modified.

    Returns
    -------
    logits : ndarray of shape (m, K)
        Scores of the classes; no softmax and no ReLU here.
    caches : anything
        What `backward` needs, in any form.
    """
    raise NotImplementedError("forward: write me")


def backward(dlogits, P, caches):
    """Return the gradient with respect to every parameter, given that of the logits.

    Parameters
    ----------
    dlogits : ndarray of shape (m, K)
        Gradient with respect to the logits. It already carries the 1/m of a mean over
        the batch, so nothing is averaged here. Not modified.
    P : dict of ndarray
        The parameters that `forward` was given. Not modified.
    caches : anything
        What `forward` returned beside the logits. Not modified.

    Returns
    -------
    dict of ndarray
        "W1", "b1", "W2", "b2", "W3", "b3", each shaped like the parameter of that name.
        The derivative of ReLU is 1 where its input is positive and 0 elsewhere, at
        exactly 0 too; of several largest pixels in a pooled window the first gets it
        all.
    """
    raise NotImplementedError("backward: write me")


def train(X, Y, P, lr, epochs, size, rng):
    """Train by gradient descent in mini-batches: a step after every batch.

    Parameters
    ----------
    X : ndarray of shape (m, h, w, c)
        Pictures, floats or integers. Not modified.
    Y : ndarray of shape (m, K)
        One-hot labels, floats or integers. Not modified.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2", "W3", "b3" to start from. Not modified.
    lr : float
        Learning rate: how much of a gradient is subtracted in a step.
    epochs : int
        Number of passes over all pictures, 1 or more. Each epoch has a new order.
    size : int
        Pictures in a batch, 1 or more. A smaller last batch makes a step as well, by
        the mean over its own pictures.
    rng : numpy.random.Generator
        The only source of randomness: it decides the orders. Its state advances.

    Returns
    -------
    P : dict of ndarray
        Parameters after the last step, new arrays under the same names.
    losses : list or ndarray of shape (epochs,)
        For each epoch the mean over its m pictures of the cross-entropy that each had
        before the step of its batch. Probabilities below 1e-12 count as 1e-12.
    """
    raise NotImplementedError("train: write me")


def predict(X, P):
    """Return the most probable class of each picture.

    Parameters
    ----------
    X : ndarray of shape (m, h, w, c)
        Pictures, floats or integers. Not modified.
    P : dict of ndarray
        Parameters "W1", "b1", "W2", "b2", "W3", "b3". Not modified.

    Returns
    -------
    ndarray of shape (m,)
        Class numbers from 0 to K - 1. Of equally probable classes it is the lowest
        number.
    """
    raise NotImplementedError("predict: write me")
