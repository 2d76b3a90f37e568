"""100 features, a batch of 256, forward and back, in float32"""

import numpy as np

WHOLE, PART = 256, 16  # examples


def inputs(count):
    rng = np.random.default_rng(0)
    shapes = (count, 100), (100,), (100,), (count, 100)
    return tuple(rng.standard_normal(shape, np.float32) for shape in shapes)


def run(kata, X, gamma, beta, dY):
    Y, cache = kata.batch_norm_forward(X, gamma, beta)
    return Y, *kata.batch_norm_backward(dY, cache)
