"""Optimizers with a state, momentum, RMSProp and Adam; and learning rates that fall.

A step takes the state that the last one returned, and returns the next. The state
has the shape of the weights, and is all zeros before the first step.
"""

import numpy as np


def momentum_step(w, v, g, lr, beta):
    """Return the weights and the velocity after a step with momentum.

    Parameters
    ----------
    w : ndarray of any shape
        Weights. Not modified.
    v : ndarray of the shape of w
        Velocity: zeros at first, then as the last step returned it. Not modified.
    g : ndarray of the shape of w
        Gradient of the cost at w. Not modified.
    lr : float
        Learning rate. It scales the step, and is not part of the velocity.
    beta : float
        Share of the old velocity that is kept, 0 <= beta < 1.

    Returns
    -------
    w : ndarray of the shape of w
        The new weights: they moved against the new velocity.
    v : ndarray of the shape of w
        The new velocity: beta times the old one, plus the whole gradient.
    """
    v = beta * v + g
    return w - lr * v, v


def rmsprop_step(w, s, g, lr, rho=0.9, eps=1e-8):
    """Return the weights and the average of squares after a step of RMSProp.

    Parameters
    ----------
    w : ndarray of any shape
        Weights. Not modified.
    s : ndarray of the shape of w
        Running average of squared gradients: zeros at first, then as the last step
        returned it. Not modified.
    g : ndarray of the shape of w
        Gradient of the cost at w. Not modified.
    lr : float
        Learning rate.
    rho : float
        Weight of the old average; the new square gets the rest, 1 - rho.
    eps : float
        Added to the root, outside of it, so that 0 is never divided by 0.

    Returns
    -------
    w : ndarray of the shape of w
        The new weights.
    s : ndarray of the shape of w
        The new average. This step already divides by its root.
    """
    s = rho * s + (1 - rho) * g**2
    return w - lr * g / (np.sqrt(s) + eps), s


def adam_step(w, m, v, t, g, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """Return the weights, both averages and the count after a step of Adam.

    Parameters
    ----------
    w : ndarray of any shape
        Weights. Not modified.
    m : ndarray of the shape of w
        Running average of gradients: zeros at first, then as the last step returned it,
        not corrected. Not modified.
    v : ndarray of the shape of w
        Running average of squared gradients, in the same way. Not modified.
    t : int
        Steps done so far: 0 at first.
    g : ndarray of the shape of w
        Gradient of the cost at w. Not modified.
    lr : float
        Learning rate: about how far each weight moves in a step.
    b1 : float
        Weight of the old m; the gradient gets the rest, 1 - b1.
    b2 : float
        Weight of the old v; the squared gradient gets the rest, 1 - b2.
    eps : float
        Added to the root of the corrected v, outside of it.

    Returns
    -------
    w : ndarray of the shape of w
        The new weights. Both averages were corrected for their start at zero.
    m : ndarray of the shape of w
        The new average of gradients, not corrected.
    v : ndarray of the shape of w
        The new average of squared gradients, not corrected.
    t : number
        Steps done now: one more than before.

    Source: Kingma and Ba 2015, arXiv:1412.6980, algorithm 1.
    """
    t = t + 1
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    # The weights of the gradients so far sum to 1 - b**t. The rest belongs to the zeros
    # that the averages began with.
    m_hat = m / (1 - b1**t)
    v_hat = v / (1 - b2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v, t


def time_decay(lr0, k, epoch):
    """Return a learning rate that falls a little with every epoch.

    Parameters
    ----------
    lr0 : float
        Learning rate of epoch 0.
    k : float
        How fast it falls, 0 or more: in epoch 1/k, half of lr0 is left.
    epoch : int
        Number of the epoch, counted from 0.

    Returns
    -------
    number
        lr0 over 1 + k times epoch.
    """
    return lr0 / (1 + k * epoch)


def step_decay(lr0, drop, every, epoch):
    """Return a learning rate that falls in steps.

    Parameters
    ----------
    lr0 : float
        Learning rate of epochs 0 to every - 1.
    drop : float
        Factor by which the rate is multiplied every `every` epochs.
    every : int
        Number of epochs with the same rate.
    epoch : int
        Number of the epoch, counted from 0.

    Returns
    -------
    number
        lr0 times drop for every full `every` epochs: epoch `every` is the first with
        lr0 times drop.
    """
    return lr0 * drop ** (epoch // every)
