"""Your db has an entry for every example. There is one bias, and it gathers the errors
of all of them."""


def _slopes(X, y, p):
    dz = (p - y) / len(y)
    return X.T @ dz, dz
