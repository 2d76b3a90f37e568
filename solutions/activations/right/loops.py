"""One number at a time with the math module, in whatever shape it comes."""

import math


def _each(f, z):
    z = np.asarray(z)
    out = np.empty(z.shape, dtype=float)
    for index in np.ndindex(z.shape):
        out[index] = f(float(z[index]))
    return out


def _logistic(x):
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return math.exp(x) / (1 + math.exp(x))


def sigmoid(z):
    return _each(_logistic, z)


def tanh(z):
    return _each(math.tanh, z)


def relu(z):
    return _each(lambda x: max(0.0, x), z)


def leaky_relu(z, alpha=0.01):
    return _each(lambda x: x if x >= 0 else alpha * x, z)


def sigmoid_prime(z):
    return _each(lambda x: _logistic(x) * _logistic(-x), z)


def tanh_prime(z):
    return _each(lambda x: (1 - math.tanh(x)) * (1 + math.tanh(x)), z)


def relu_prime(z):
    return _each(lambda x: 1 if x > 0 else 0, z)


def leaky_relu_prime(z, alpha=0.01):
    return _each(lambda x: 1 if x > 0 else alpha, z)
