"""One neuron: its output, its cost, its gradient, and a step of gradient descent.

Shapes: m examples, n inputs. An example is a row.
"""

import numpy as np


def forward(x, w, b):
    """Return the pre-activation and the output of one neuron for one example.

    Parameters
    ----------
    x : number, or ndarray of shape (n,)
        Inputs, one example, floats or integers. Not modified.
    w : number, or ndarray of shape (n,)
        Weights, one for each input, floats or integers. Not modified.
    b : number
        Bias.

    Returns
    -------
    z : number
        Pre-activation: the weighted sum of the inputs, plus the bias.
    a : number
        Output: z where z is positive, else 0.
    """
    z = np.dot(x, w) + b
    return z, np.maximum(0, z)


def mse(a, y):
    """Return the mean squared error of m outputs.

    Parameters
    ----------
    a : ndarray of shape (m,)
        Outputs of the neuron, floats or integers. Not modified.
    y : ndarray of shape (m,)
        Targets, floats or integers. Not modified.

    Returns
    -------
    number
        The plain mean of the squares, without a factor of one half.
    """
    return np.mean((a - y) ** 2)


def backward(x, w, b, y):
    """Return the gradient of one example's cost, (a - y)², with respect to w and b.

    Parameters
    ----------
    x : number, or ndarray of shape (n,)
        Inputs, one example, floats or integers. Not modified.
    w : number, or ndarray of shape (n,)
        Weights, floats or integers. Not modified.
    b : number
        Bias.
    y : number
        Target.

    Returns
    -------
    dw : number, or ndarray of shape (n,)
        Gradient with respect to w, of the shape of w, also where it is 0.
    db : number
        Gradient with respect to b.

    Notes
    -----
    The derivative of max(0, z) is 1 where z is positive and 0 elsewhere, at z = 0 too.
    """
    z, a = forward(x, w, b)
    # From the outside in: the square, then ReLU, then the weighted sum.
    dz = 2 * (a - y) * (z > 0)
    return dz * x, dz


def grads(X, y, w, b):
    """Return the gradient of a batch's mean squared error with respect to w and b.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Inputs, one example a row, floats or integers. Not modified.
    y : ndarray of shape (m,)
        Targets, floats or integers. Not modified.
    w : ndarray of shape (n,)
        Weights, floats or integers. Not modified.
    b : number
        Bias.

    Returns
    -------
    dw : ndarray of shape (n,)
        Mean over the m examples of the dw that `backward` returns for each.
    db : number
        Mean of the db in the same way. Examples whose output is 0 count in the mean, as
        0.
    """
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    # Row i of X belongs to dz[i]: the product adds up over the examples.
    return X.T @ dz / len(X), dz.mean()


def step(w, b, dw, db, lr):
    """Return the parameters after one step of gradient descent.

    Parameters
    ----------
    w : number, or ndarray of shape (n,)
        Weights, floats or integers. Not modified.
    b : number
        Bias.
    dw : number, or ndarray of shape (n,)
        Gradient of the cost with respect to w. Not modified.
    db : number
        Gradient of the cost with respect to b.
    lr : float
        Learning rate: how much of the gradient is subtracted.

    Returns
    -------
    w : number, or ndarray of shape (n,)
        New weights, not rounded.
    b : number
        New bias.
    """
    return w - lr * dw, b - lr * db
