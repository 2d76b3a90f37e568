"""You took the square root at the end. Both measures exist; this kata's cost is the
mean of the squares itself."""


def mse(a, y):
    return np.sqrt(np.mean((a - y) ** 2))
