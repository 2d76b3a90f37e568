"""Your gradient of b has one row for each example. A bias meets every example: sum over
them."""


def _slopes(X, dZ):
    return {"W": X.T @ dZ, "b": dZ}
