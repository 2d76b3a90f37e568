"""Five steps on 1,000 pictures of 784 pixels, in float32"""

import numpy as np

WHOLE, PART = 1000, 20  # pictures
STEPS = 5


def inputs(count):
    rng = np.random.default_rng(0)
    X = rng.random((count, 784), np.float32)
    return X, (np.arange(count) % 10 == 0).astype(np.float32)


def run(kata, X, y):
    return kata.train(X, y, np.zeros(784), 0.0, 0.01, STEPS)


def products(X, y):
    w = np.zeros(784, np.float32)
    for _ in range(STEPS):
        X @ w
        X.T @ y
