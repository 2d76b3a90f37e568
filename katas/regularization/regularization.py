"""Against overfitting: the L2 penalty, dropout, and when to stop.

Shapes: m examples, n units, epochs counted from 0. An example is a row.
"""

import numpy as np


def l2_cost(weights, lam, m):
    """Return the L2 penalty, which is added to the cost of a network.

    Parameters
    ----------
    weights : list of ndarray
        One weight matrix a layer, at least one, of any shapes, floats or integers; no
        biases. Not modified.
    lam : float
        Strength of the penalty, 0 or more.
    m : int
        Number of training examples.

    Returns
    -------
    number
        lam / (2 m) times the sum of the squares of all weights.
    """
    raise NotImplementedError("l2_cost: write me")


def l2_grads(dW, W, db, lam, m):
    """Return a layer's gradients, with that of the L2 penalty added.

    Parameters
    ----------
    dW : ndarray of shape (n_in, n_out)
        Gradient of the cost without the penalty with respect to W. Not modified.
    W : ndarray of shape (n_in, n_out)
        The layer's weights. Not modified.
    db : ndarray of shape (n_out,)
        Gradient of the cost without the penalty with respect to b. Not modified.
    lam : float
        Strength of the penalty, 0 or more.
    m : int
        Number of training examples.

    Returns
    -------
    dW : ndarray of shape (n_in, n_out)
        Gradient of cost and `l2_cost` together with respect to W.
    db : ndarray of shape (n_out,)
        db itself: biases are not penalized.
    """
    raise NotImplementedError("l2_grads: write me")


def dropout_forward(A, keep, rng, train=True):
    """Switch units off at random in training, and leave all on in evaluation.

    Parameters
    ----------
    A : ndarray of shape (m, n) or any other
        Activations of any sign. Not modified.
    keep : float
        Probability that a unit stays on, 0 < keep <= 1.
    rng : numpy.random.Generator
        The only source of randomness. In evaluation nothing is drawn from it.
    train : bool
        Whether this is training. If not, nothing is switched off.

    Returns
    -------
    A : ndarray of the shape of A
        In training A times the mask; in evaluation A itself.
    mask : ndarray of the shape of A, or None
        In training independently 1 / keep for every unit of every example that stays
        on, and 0 for those that are off. In evaluation None.

    Source: Srivastava et al. 2014, "Dropout", JMLR 15; the scaling is the inverted form.
    """
    raise NotImplementedError("dropout_forward: write me")


def dropout_backward(dA, mask):
    """Return the gradient with respect to the input of `dropout_forward`.

    Parameters
    ----------
    dA : ndarray of shape (m, n) or any other
        Gradient of the cost with respect to what `dropout_forward` returned. Not
        modified.
    mask : ndarray of the shape of dA
        The mask that `dropout_forward` returned in training; its 1 / keep is in it. Not
        modified.

    Returns
    -------
    ndarray of the shape of dA
        Gradient with respect to A.
    """
    raise NotImplementedError("dropout_backward: write me")


def early_stopping(val_losses, patience):
    """Return the epoch at which training stops, and the epoch whose weights are kept.

    Parameters
    ----------
    val_losses : list of float
        Validation loss of each epoch, the first of epoch 0; at least one. Not modified.
    patience : int
        How many epochs in a row may be no improvement, at least 1. An epoch is an
        improvement if its loss is below that of every epoch before it; a tie is none.

    Returns
    -------
    stop_epoch : number
        The first epoch that is the patience-th in a row without an improvement; the last
        epoch if there is none.
    best_epoch : number
        The epoch of the smallest loss up to stop_epoch; of ties, the first.
    """
    raise NotImplementedError("early_stopping: write me")
