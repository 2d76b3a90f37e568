"""You subtracted the bias. Both signs could be learned; this kata adds b to the
weighted sums."""


def dense_forward(X, W, b):
    return X @ W - b
