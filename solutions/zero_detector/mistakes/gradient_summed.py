"""You summed over the examples. The cost is their mean, so its gradient is too: divide
by the number of examples."""


def _slopes(X, y, p):
    dz = p - y
    return X.T @ dz, dz.sum()
