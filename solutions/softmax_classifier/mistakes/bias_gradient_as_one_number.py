"""You summed the gradient of b over the classes as well, and errors of one row cancel:
nothing is left. Each class has a bias of its own; sum over the examples only."""


def _slopes(X, dZ):
    return {"W": X.T @ dZ, "b": dZ.sum()}
