"""An epoch of 256 digits, batches of 32, in float32"""

import numpy as np

WHOLE, PART = 256, 32  # digits
SIZE = 32
NAIVE = "shifts"


def inputs(count):
    rng = np.random.default_rng(0)
    X = rng.random((count, 28, 28, 1), np.float32)
    Y = np.eye(10, dtype=np.float32)[np.arange(count) % 10]
    shapes = (3, 3, 1, 8), (3, 3, 8, 16), (400, 10)
    W1, W2, W3 = (rng.standard_normal(shape, np.float32) / 9 for shape in shapes)
    # The windows of a batch as rows, which only the products are given.
    sizes = (SIZE * 26 * 26, 9), (SIZE * 11 * 11, 72)
    rows = [rng.random(size, np.float32) for size in sizes]
    return X, Y, W1, W2, W3, rows


def run(kata, X, Y, W1, W2, W3, rows):
    P = {"W1": W1, "W2": W2, "W3": W3}
    P |= {f"b{i}": np.zeros(P[f"W{i}"].shape[-1], np.float32) for i in (1, 2, 3)}
    return kata.train(X, Y, P, 0.05, 1, SIZE, np.random.default_rng(1))


def products(X, Y, W1, W2, W3, rows):
    W1, W2, dZ3 = W1.reshape(9, 8), W2.reshape(72, 16), Y[:SIZE]
    for _ in range(len(X) // SIZE):
        dZ1, dZ2 = rows[0] @ W1, rows[1] @ W2
        A2 = dZ2[: SIZE * 25].reshape(SIZE, 400)  # as many as there are after the pool
        A2 @ W3
        A2.T @ dZ3
        dZ3 @ W3.T
        rows[1].T @ dZ2
        dZ2 @ W2.T
        rows[0].T @ dZ1
