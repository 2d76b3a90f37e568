"""A dense layer: forward pass, backward pass, and one step of gradient descent.

Shapes: m examples, n_in inputs, n_out units. An example is a row.
"""

import numpy as np


def dense_forward(X, W, b):
    """Return the pre-activations of a batch, one for each example and unit.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs, floats or integers. Not modified.
    W : ndarray of shape (n_in, n_out)
        Weights, a column for each unit. Not modified.
    b : ndarray of shape (n_out,)
        Biases, one for each unit. Not modified.

    Returns
    -------
    ndarray of shape (m, n_out)
        Pre-activations Z, a new array; no activation is applied.
    """
    return X @ W + b


def dense_backward(dZ, X, W):
    """Return the gradients with respect to W, b and X, given that with respect to Z.

    Parameters
    ----------
    dZ : ndarray of shape (m, n_out)
        Gradient with respect to the layer's output Z. It already carries the 1/m of a
        mean over the batch, so nothing is averaged here. Not modified.
    X : ndarray of shape (m, n_in)
        Inputs of the layer, floats or integers. Not modified.
    W : ndarray of shape (n_in, n_out)
        The weights that made Z. Not modified.

    Returns
    -------
    dW : ndarray of shape (n_in, n_out)
        Gradient with respect to W, summed over the batch.
    db : ndarray of shape (n_out,)
        Gradient with respect to b, summed over the batch.
    dX : ndarray of shape (m, n_in)
        Gradient with respect to X, for the layer below.
    """
    # Every example uses the same W and b, so their gradients add up. A row of X belongs
    # to one example: nothing is summed over the batch there.
    return X.T @ dZ, np.sum(dZ, axis=0), dZ @ W.T


def dense_step(dZ, X, W, b, lr):
    """Return W and b after a step of gradient descent, and the gradient for the layer below.

    Parameters
    ----------
    dZ : ndarray of shape (m, n_out)
        Gradient with respect to Z; it already carries the 1/m. Not modified.
    X : ndarray of shape (m, n_in)
        Inputs of the layer, floats or integers. Not modified.
    W : ndarray of shape (n_in, n_out)
        Weights before the step. Not modified.
    b : ndarray of shape (n_out,)
        Biases before the step. Not modified.
    lr : float
        Learning rate: how much of each gradient is subtracted.

    Returns
    -------
    W : ndarray of shape (n_in, n_out)
        Weights after the step, a new array.
    b : ndarray of shape (n_out,)
        Biases after the step, a new array.
    dX : ndarray of shape (m, n_in)
        Gradient with respect to X, for the weights before the step; without lr.
    """
    # dX belongs to the weights before the step.
    dW, db, dX = dense_backward(dZ, X, W)
    return W - lr * dW, b - lr * db, dX
