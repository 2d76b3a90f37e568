"""Sigmoid, tanh, ReLU, leaky ReLU, and the derivative of each.

Every function works element by element: a plain number, or an array of any shape.
Integers and float32 are accepted. The derivatives are taken at the pre-activation z,
not at the activation.
"""

import numpy as np


def sigmoid(z):
    """Return the logistic function 1 / (1 + exp(-z)), element by element.

    Parameters
    ----------
    z : number or ndarray of any shape
        Pre-activations of any size, floats or integers: no overflow, no warning. Not
        modified.

    Returns
    -------
    number or ndarray of the shape of z
        Between 0 and 1. Tiny results keep their digits: sigmoid(-40) is exp(-40) to
        ten digits, and not 0.
    """
    # Both exponents are at most 0, so exp cannot overflow. For negative z the fraction
    # is extended by exp(z): nothing is subtracted from 1, and no digit is lost.
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def tanh(z):
    """Return the hyperbolic tangent, element by element.

    Parameters
    ----------
    z : number or ndarray of any shape
        Pre-activations of any size, floats or integers: no overflow, no warning. Not
        modified.

    Returns
    -------
    number or ndarray of the shape of z
        Between -1 and 1, without any scaling.
    """
    return np.tanh(z)


def relu(z):
    """Return the rectified linear unit: z where z is positive, else 0.

    Parameters
    ----------
    z : number or ndarray of any shape
        Pre-activations, floats or integers. Not modified.

    Returns
    -------
    number or ndarray of the shape of z
        Never negative.
    """
    return np.maximum(z, 0)


def leaky_relu(z, alpha=0.01):
    """Return the leaky ReLU: z where z is positive, else alpha times z.

    Parameters
    ----------
    z : number or ndarray of any shape
        Pre-activations, floats or integers. Not modified.
    alpha : float
        Slope where z is negative, 0 or more. It may be larger than 1.

    Returns
    -------
    number or ndarray of the shape of z
    """
    return np.maximum(z, 0) + alpha * np.minimum(z, 0)


def sigmoid_prime(z):
    """Return the derivative of `sigmoid` at z.

    Parameters
    ----------
    z : number or ndarray of any shape
        Pre-activations of any size, floats or integers: no overflow, no warning. Not
        modified.

    Returns
    -------
    number or ndarray of the shape of z
        Between 0 and 1/4, right to 1e-12.
    """
    s = sigmoid(z)
    return s * (1 - s)


def tanh_prime(z):
    """Return the derivative of `tanh` at z.

    Parameters
    ----------
    z : number or ndarray of any shape
        Pre-activations of any size, floats or integers: no overflow, no warning. Not
        modified.

    Returns
    -------
    number or ndarray of the shape of z
        Between 0 and 1, right to 1e-12.
    """
    return 1 - np.tanh(z) ** 2


def relu_prime(z):
    """Return the derivative of `relu` at z.

    Parameters
    ----------
    z : number or ndarray of any shape
        Pre-activations, floats or integers. Not modified.

    Returns
    -------
    number or ndarray of the shape of z
        1 where z is positive, else 0: at z = 0, where there is no derivative, it is 0.
    """
    return np.where(z > 0, 1.0, 0.0)


def leaky_relu_prime(z, alpha=0.01):
    """Return the derivative of `leaky_relu` at z.

    Parameters
    ----------
    z : number or ndarray of any shape
        Pre-activations, floats or integers. Not modified.
    alpha : float
        Slope where z is negative, 0 or more. It may be larger than 1.

    Returns
    -------
    number or ndarray of the shape of z
        1 where z is positive, else alpha: at z = 0, where there is no derivative, it
        is alpha.
    """
    return np.where(z > 0, 1.0, alpha)
