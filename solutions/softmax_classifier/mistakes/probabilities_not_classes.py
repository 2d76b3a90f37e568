"""You returned the probabilities. predict names a class for each example: the number of
the most probable one."""


def predict(X, P):
    return forward(X, P)
