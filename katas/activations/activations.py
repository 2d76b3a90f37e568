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
    raise NotImplementedError("sigmoid: write me")


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
    raise NotImplementedError("tanh: write me")


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
    raise NotImplementedError("relu: write me")


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
    raise NotImplementedError("leaky_relu: write me")


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
    raise NotImplementedError("sigmoid_prime: write me")


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
    raise NotImplementedError("tanh_prime: write me")


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
    raise NotImplementedError("relu_prime: write me")


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
    raise NotImplementedError("leaky_relu_prime: write me")
