"""Your Z has the type of X, and where X holds whole numbers the fractions are cut
off. Let the product choose its type."""


def dense_forward(X, W, b):
    return (X @ W + b).astype(X.dtype)
