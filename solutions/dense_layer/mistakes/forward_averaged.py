"""You divided Z by the number of examples. The 1/m belongs to the cost; the layer's
sums do not depend on who else is in the batch."""


def dense_forward(X, W, b):
    return (X @ W + b) / len(X)
