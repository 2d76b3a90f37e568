"""First weights of a network: He for ReLU, Xavier for tanh.

Shapes: a layer turns n_in inputs into n_out outputs, and its weights are (n_in, n_out).
"""

import numpy as np


def he_normal(n_in, n_out, rng):
    """Draw the weights of a layer that a ReLU follows.

    Parameters
    ----------
    n_in : int
        Number of inputs, at least 1.
    n_out : int
        Number of outputs, at least 1.
    rng : numpy.random.Generator
        The only source of randomness. Its state advances: the next call draws other
        weights.

    Returns
    -------
    ndarray of shape (n_in, n_out)
        Independent normal draws, mean 0, standard deviation sqrt(2 / n_in). Not
        truncated: about one in 22 lies beyond two standard deviations.

    Source: He et al. 2015, arXiv:1502.01852, eq. 10.
    """
    # Of a signal around 0, ReLU passes half of the mean square. The 2 makes up for it.
    return rng.normal(0.0, np.sqrt(2 / n_in), (n_in, n_out))


def xavier_normal(n_in, n_out, rng):
    """Draw the weights of a layer that tanh or softmax follows.

    Parameters
    ----------
    n_in : int
        Number of inputs, at least 1.
    n_out : int
        Number of outputs, at least 1.
    rng : numpy.random.Generator
        The only source of randomness. Its state advances: the next call draws other
        weights.

    Returns
    -------
    ndarray of shape (n_in, n_out)
        Independent normal draws, mean 0, standard deviation
        sqrt(2 / (n_in + n_out)). Not truncated.

    Source: Glorot and Bengio 2010, eq. 12.
    """
    # Forward asks for a variance of 1/n_in, backward for 1/n_out: a compromise.
    return rng.normal(0.0, np.sqrt(2 / (n_in + n_out)), (n_in, n_out))


def xavier_uniform(n_in, n_out, rng):
    """Draw uniform weights of the same standard deviation as `xavier_normal`.

    Parameters
    ----------
    n_in : int
        Number of inputs, at least 1.
    n_out : int
        Number of outputs, at least 1.
    rng : numpy.random.Generator
        The only source of randomness. Its state advances: the next call draws other
        weights.

    Returns
    -------
    ndarray of shape (n_in, n_out)
        Independent uniform draws between -limit and limit, where limit is
        sqrt(6 / (n_in + n_out)).

    Source: Glorot and Bengio 2010, eq. 16.
    """
    # Uniform numbers up to a limit have the variance limit² / 3: hence 6, not 2.
    limit = np.sqrt(6 / (n_in + n_out))
    return rng.uniform(-limit, limit, (n_in, n_out))


def init_network(dims, rng):
    """Draw a whole network: He weights, and biases of 0.

    Parameters
    ----------
    dims : list of int
        Sizes from the input to the output, at least two. Not modified.
    rng : numpy.random.Generator
        The only source of randomness. Its state advances from layer to layer.

    Returns
    -------
    list of dict
        One {"W": ..., "b": ...} a layer, first layer first, len(dims) - 1 in all. W
        is what `he_normal` draws, of shape (n_in, n_out); b is zeros of shape
        (n_out,). All are arrays of floats, and no two share memory.
    """
    return [
        {"W": he_normal(dims[i], dims[i + 1], rng), "b": np.zeros(dims[i + 1])}
        for i in range(len(dims) - 1)
    ]
