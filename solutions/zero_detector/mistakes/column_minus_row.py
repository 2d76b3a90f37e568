"""Your error is an m by m table: a column (m, 1) minus a flat (m,) gives every
probability minus every label. Keep both flat."""


def _slopes(X, y, p):
    dz = (p.reshape(-1, 1) - y) / len(y)
    return (X.T @ dz).mean(axis=1), dz.sum()
