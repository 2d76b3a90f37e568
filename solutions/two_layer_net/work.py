"""12288-7-1, forward and back, 209 pictures, in float32"""

import numpy as np

WHOLE, PART = 209, 11  # pictures


def inputs(count):
    rng = np.random.default_rng(0)
    X = rng.random((count, 12288), np.float32)
    y = (np.arange(count) % 3 == 0).astype(np.float32)[:, None]
    W1 = rng.standard_normal((12288, 7), np.float32) / 100
    return X, y, W1, rng.standard_normal((7, 1), np.float32) / 100


def run(kata, X, y, W1, W2):
    P = {"W1": W1, "b1": np.zeros(7, np.float32)}
    P |= {"W2": W2, "b2": np.zeros(1, np.float32)}
    A2, cache = kata.forward(X, P)
    return A2, kata.backward(A2, y, P, cache)


def products(X, y, W1, W2):
    A1 = X @ W1
    return A1 @ W2, A1.T @ y, X.T @ (y @ W2.T)
