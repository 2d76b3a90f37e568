"""Binary cross-entropy of probabilities and labels of two classes, and its gradient.

Shapes: m examples, one probability each; as a vector (m,), or as the column (m, 1)
that a network with one output makes.
"""

import numpy as np


def binary_cross_entropy(p, y, eps=1e-7):
    """Return the mean binary cross-entropy of probabilities and labels, in nats.

    Finite for every p in [0, 1], float64 or float32. In float32, 1 - eps may round to
    1, where the logarithm fails: compute in float64, or use an eps no smaller than
    float32 can hold. Both answers are right.

    Parameters
    ----------
    p : ndarray of shape (m,) or (m, 1)
        Probabilities of the positive class, in [0, 1]. Those below eps count as eps,
        those above 1 - eps as 1 - eps. Not modified.
    y : ndarray of the shape of p
        Labels, 1 for the positive class and 0 for the negative one, floats or integers.
        Not modified.
    eps : float
        Smallest distance of a probability from 0 and from 1; 1e-15 <= eps < 0.5.

    Returns
    -------
    number
        A single number for a column too: log(2) when every p is 0.5, about eps when
        every answer is right and certain.
    """
    p = _clipped(p, eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def binary_cross_entropy_grad(p, y, eps=1e-7):
    """Return the gradient of the mean binary cross-entropy with respect to p.

    This is the derivative of the unclipped cost, at the clipped p. So it is never 0,
    also beyond the clip, where the clipped cost itself is flat. Finite for every p in
    [0, 1], float64 or float32, as the cost is.

    Parameters
    ----------
    p : ndarray of shape (m,) or (m, 1)
        Probabilities of the positive class, in [0, 1]. Those below eps count as eps,
        those above 1 - eps as 1 - eps. Not modified.
    y : ndarray of the shape of p
        Labels, 1 for the positive class and 0 for the negative one, floats or integers.
        Not modified.
    eps : float
        Smallest distance of a probability from 0 and from 1; 1e-15 <= eps < 0.5.

    Returns
    -------
    ndarray of the shape of p
        Negative where the label is 1, positive where it is 0. The 1/m of the mean is in
        it.
    """
    p = _clipped(p, eps)
    return (p - y) / (p * (1 - p)) / len(p)


def _clipped(p, eps):
    # The numbers of float32 next below 1 lie 6e-8 apart: 1 - 1e-12 would be 1 again.
    return np.clip(np.asarray(p, dtype=np.float64), eps, 1 - eps)
