"""You returned the transpose of Z, a column for each example. Both layouts exist; this
kata keeps an example as a row, so Z is (m, n_out)."""


def dense_forward(X, W, b):
    return (X @ W + b).T
