"""You compared the pre-activation itself with the label, as linear regression does.
Take its sigmoid first."""


def grads(X, y, w, b):
    return _slopes(X, y, X @ w + b)
