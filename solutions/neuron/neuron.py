"""One neuron: what it says, how wrong it is, and how it learns.

Shapes: m examples, n inputs. An example is a row.
"""

import numpy as np


def forward(x, w, b):
    """What one neuron says to one example.

    Parameters
    ----------
    x : number, or ndarray of shape (n,)
        Inputs, one example, floats or whole numbers. Left as they were.
    w : number, or ndarray of shape (n,)
        Weights, one for each input, floats or whole numbers. Left as they were.
    b : number
        Bias.

    Returns
    -------
    z : number
        The weighted sum of the inputs, plus the bias.
    a : number
        What the neuron puts out: z where z is positive, else 0.
    """
    z = np.dot(x, w) + b
    return z, np.maximum(0, z)


def mse(a, y):
    """Mean squared error of m outputs.

    Parameters
    ----------
    a : ndarray of shape (m,)
        What the neuron said, floats or whole numbers. Left as it was.
    y : ndarray of shape (m,)
        What it should have said, floats or whole numbers. Left as it was.

    Returns
    -------
    number
        The plain mean of the squares, without a factor of one half.
    """
    return np.mean((a - y) ** 2)


def backward(x, w, b, y):
    """Gradient of one example's cost, (a - y)², with respect to w and b.

    Parameters
    ----------
    x : number, or ndarray of shape (n,)
        Inputs, one example, floats or whole numbers. Left as they were.
    w : number, or ndarray of shape (n,)
        Weights, floats or whole numbers. Left as they were.
    b : number
        Bias.
    y : number
        What the neuron should have said.

    Returns
    -------
    dw : number, or ndarray of shape (n,)
        How fast the cost grows with each weight; of the shape of w, also when it is 0.
    db : number
        How fast the cost grows with the bias.

    Notes
    -----
    The slope of max(0, z) is 1 where z is positive and 0 elsewhere, at z = 0 too.
    """
    z, a = forward(x, w, b)
    # From the outside in: the square, then the bend at 0, then the weighted sum.
    dz = 2 * (a - y) * (z > 0)
    return dz * x, dz


def grads(X, y, w, b):
    """Gradient of the mean squared error of a batch with respect to w and b.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Inputs, one example a row, floats or whole numbers. Left as they were.
    y : ndarray of shape (m,)
        What the neuron should have said to each, floats or whole numbers. Left as it
        was.
    w : ndarray of shape (n,)
        Weights, floats or whole numbers. Left as they were.
    b : number
        Bias.

    Returns
    -------
    dw : ndarray of shape (n,)
        Mean of what `backward` gives for each of the m examples.
    db : number
        Likewise. Examples to which the neuron is silent count in the mean, as 0.
    """
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    # Row i of X belongs to dz[i]: the product adds up over the examples.
    return X.T @ dz / len(X), dz.mean()


def step(w, b, dw, db, lr):
    """One step of gradient descent: a little way downhill.

    Parameters
    ----------
    w : number, or ndarray of shape (n,)
        Weights, floats or whole numbers. Left as they were.
    b : number
        Bias.
    dw : number, or ndarray of shape (n,)
        Gradient of the cost with respect to w. Left as it was.
    db : number
        Gradient of the cost with respect to b.
    lr : float
        Learning rate: how far to go for a slope of 1.

    Returns
    -------
    w : number, or ndarray of shape (n,)
        New weights, not rounded.
    b : number
        New bias.
    """
    return w - lr * dw, b - lr * db
