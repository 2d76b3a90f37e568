"""A dense layer: forward, the way back, and one step of gradient descent.

Shapes: m examples, n_in inputs, n_out units. An example is a row.
"""

import numpy as np


def dense_forward(X, W, b):
    """Weighted sums of a batch, one for each example and unit; no activation.

    Parameters
    ----------
    X : ndarray of shape (m, n_in)
        Inputs, floats or whole numbers. Left as they were.
    W : ndarray of shape (n_in, n_out)
        Weights, a column for each unit. Left as they were.
    b : ndarray of shape (n_out,)
        Biases, one for each unit. Left as they were.

    Returns
    -------
    ndarray of shape (m, n_out)
        Pre-activations Z, a new array.
    """
    return X @ W + b


def dense_backward(dZ, X, W):
    """Gradients of the cost from its gradient with respect to Z.

    Parameters
    ----------
    dZ : ndarray of shape (m, n_out)
        Gradient with respect to the layer's output Z. It already carries the 1/m of
        a mean over the batch, so nothing is averaged here. Left as it was.
    X : ndarray of shape (m, n_in)
        What came into the layer, floats or whole numbers. Left as it was.
    W : ndarray of shape (n_in, n_out)
        The weights that made Z. Left as they were.

    Returns
    -------
    dW : ndarray of shape (n_in, n_out)
        Gradient with respect to W, summed over the batch.
    db : ndarray of shape (n_out,)
        Gradient with respect to b, summed over the batch.
    dX : ndarray of shape (m, n_in)
        Gradient with respect to X: the layer below takes it from here.
    """
    # Every example used the same W and b, so their shares add up. Its row of X an
    # example had to itself: nothing is summed over the batch there.
    return X.T @ dZ, np.sum(dZ, axis=0), dZ @ W.T


def dense_step(dZ, X, W, b, lr):
    """Go one step downhill, and pass the gradient on to the layer below.

    Parameters
    ----------
    dZ : ndarray of shape (m, n_out)
        Gradient with respect to Z; it already carries the 1/m. Left as it was.
    X : ndarray of shape (m, n_in)
        What came into the layer, floats or whole numbers. Left as it was.
    W : ndarray of shape (n_in, n_out)
        Weights before the step. Left as they were.
    b : ndarray of shape (n_out,)
        Biases before the step. Left as they were.
    lr : float
        Learning rate: how much of each gradient is subtracted.

    Returns
    -------
    W : ndarray of shape (n_in, n_out)
        Weights after the step, a new array.
    b : ndarray of shape (n_out,)
        Biases after the step, a new array.
    dX : ndarray of shape (m, n_in)
        Gradient with respect to X, by the weights before the step; without lr.
    """
    # dX first: the cost was measured with the old weights, and so is its slope.
    dW, db, dX = dense_backward(dZ, X, W)
    return W - lr * dW, b - lr * db, dX
