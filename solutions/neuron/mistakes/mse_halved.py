"""Your cost is exactly half of the expected one. Both forms exist; this kata uses the
plain mean of the squares, and its gradient carries the 2."""


def mse(a, y):
    return np.mean((a - y) ** 2) / 2
