"""Your gradient of W is the transpose: one row for each class. W has one row for each
input, and so has its gradient."""


def _slopes(X, dZ):
    return {"W": dZ.T @ X, "b": dZ.sum(axis=0)}
