"""Batch normalisation: forward and back in training, running statistics to predict.

Shapes: m examples, n features. An example is a row.
"""

import numpy as np


def batch_norm_forward(X, gamma, beta, eps=1e-5):
    """Normalize each feature over the batch, then scale and shift it.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Inputs of the layer, floats or integers. Not modified.
    gamma : ndarray of shape (n,)
        Scale of each feature, any sign. Not modified.
    beta : ndarray of shape (n,)
        Shift of each feature. Not modified.
    eps : float
        Added to every variance, under the root.

    Returns
    -------
    Y : ndarray of shape (m, n)
        gamma times the normalized features, plus beta. The variance is the plain mean
        of squares: divided by m, not m - 1. A constant feature becomes beta.
    cache : anything
        What `batch_norm_backward` needs, in any form.

    Source: Ioffe and Szegedy 2015, arXiv:1502.03167, algorithm 1.
    """
    raise NotImplementedError("batch_norm_forward: write me")


def batch_norm_backward(dY, cache):
    """Return the gradients with respect to X, gamma and beta, given that with respect to Y.

    Parameters
    ----------
    dY : ndarray of shape (m, n)
        Gradient with respect to the layer's output. It already carries the 1/m of a
        mean over the batch. Not modified.
    cache : anything
        What `batch_norm_forward` returned beside Y. Not modified.

    Returns
    -------
    dX : ndarray of shape (m, n)
        Gradient with respect to X, through the batch's mean and variance too. Each
        column sums to 0.
    dgamma : ndarray of shape (n,)
        Gradient with respect to gamma, summed over the batch.
    dbeta : ndarray of shape (n,)
        Gradient with respect to beta, summed over the batch.
    """
    raise NotImplementedError("batch_norm_backward: write me")


def batch_norm_running(run_mu, run_var, X, momentum=0.9):
    """Return the running mean and variance, updated by a batch.

    Parameters
    ----------
    run_mu : ndarray of shape (n,)
        Running mean of each feature so far. Not modified.
    run_var : ndarray of shape (n,)
        Running variance of each feature so far. Not modified.
    X : ndarray of shape (m, n)
        The batch, floats or integers. Not modified.
    momentum : float
        Weight of the old value; the batch gets the rest, 1 - momentum.

    Returns
    -------
    run_mu : ndarray of shape (n,)
        The new running mean.
    run_var : ndarray of shape (n,)
        The new running variance. The batch's own variance is divided by m, not m - 1.
    """
    raise NotImplementedError("batch_norm_running: write me")


def batch_norm_predict(X, gamma, beta, run_mu, run_var, eps=1e-5):
    """Normalize by the running statistics, each example independently.

    Parameters
    ----------
    X : ndarray of shape (m, n)
        Examples to predict, floats or integers, maybe one alone. Not modified.
    gamma : ndarray of shape (n,)
        Scale of each feature, as learned. Not modified.
    beta : ndarray of shape (n,)
        Shift of each feature, as learned. Not modified.
    run_mu : ndarray of shape (n,)
        Running mean of each feature. Not modified.
    run_var : ndarray of shape (n,)
        Running variance of each feature, 0 or more. Not modified.
    eps : float
        Added to every variance, under the root.

    Returns
    -------
    ndarray of shape (m, n)
        The output of `batch_norm_forward` for a batch with these statistics.
    """
    raise NotImplementedError("batch_norm_predict: write me")
