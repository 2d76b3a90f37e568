"""You subtracted every target from every output: a column minus a row is a table of
all pairs. Subtract each output's own target."""


def mse(a, y):
    a, y = np.ravel(a), np.ravel(y)
    return np.mean((a[:, None] - y) ** 2)
