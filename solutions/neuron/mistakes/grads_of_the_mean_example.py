"""You averaged the examples first and took the gradient of that one. Half of them may
be silent and half not: take each example's gradient, then average."""


def grads(X, y, w, b):
    return backward(X.mean(axis=0), w, b, y.mean())
