"""Your gradient of b has the shape (1, K). b is flat here, (K,), and so is its gradient:
leave keepdims out."""


def _slopes(X, dZ):
    return {"W": X.T @ dZ, "b": dZ.sum(axis=0, keepdims=True)}
