"""You took the mean over the classes as well. The cost of one example is a sum over its
classes, and only the examples are averaged."""


def _slopes(X, dZ):
    dZ = dZ / dZ.shape[1]
    return {"W": X.T @ dZ, "b": dZ.sum(axis=0)}
