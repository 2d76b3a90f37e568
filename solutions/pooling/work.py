"""2 x 2 pixels to one, 32 pictures of 26 x 26 x 8, forward and back"""

import numpy as np

WHOLE, PART = 32, 1  # pictures


def inputs(count):
    rng = np.random.default_rng(0)
    shapes = (count, 26, 26, 8), (count, 13, 13, 8)
    return tuple(rng.standard_normal(shape, np.float32) for shape in shapes)


def run(kata, X, dY):
    return kata.max_pool_forward(X, 2, 2), kata.max_pool_backward(dY, X, 2, 2)
