"""All weights begin at 0, so that all hidden units are alike and learn the same for ever:
draw small random weights. Zeros are for the biases."""


def init(n_in, n_hidden, rng):
    return {
        "W1": np.zeros((n_in, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": np.zeros((n_hidden, 1)),
        "b2": np.zeros(1),
    }
