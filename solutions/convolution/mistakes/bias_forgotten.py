"""The bias is missing: each kernel adds its own number to all its sums."""


def conv_forward(X, W, b, p, s):
    return _correlated(_padded(X, p, p), W, s)
