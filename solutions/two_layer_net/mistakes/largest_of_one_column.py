"""argmax finds the largest column, and there is only one: it is always 0. Compare the
probability of the positive class with a half."""


def predict(X, P):
    A2, _ = forward(X, P)
    return A2.argmax(axis=1)
