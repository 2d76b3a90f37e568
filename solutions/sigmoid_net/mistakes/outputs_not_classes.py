"""You returned the outputs. predict names a class for each example: the number of the
strongest one."""


def predict(X, P):
    _, A2 = forward(X, P)
    return A2
