"""One example at a time, with the logarithm of the standard library."""

import math


def binary_cross_entropy(p, y, eps=1e-7):
    total = 0.0
    for chance, label in zip(p.ravel().tolist(), y.ravel().tolist(), strict=True):
        chance = min(max(chance, eps), 1 - eps)
        if label == 1:
            total -= math.log(chance)
        else:
            total -= math.log(1 - chance)
    return total / len(p)


def binary_cross_entropy_grad(p, y, eps=1e-7):
    slopes = []
    for chance, label in zip(p.ravel().tolist(), y.ravel().tolist(), strict=True):
        chance = min(max(chance, eps), 1 - eps)
        slopes.append((-1 / chance if label == 1 else 1 / (1 - chance)) / len(p))
    return np.array(slopes).reshape(p.shape)
