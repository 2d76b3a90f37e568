"""Your classes begin at 1. They begin at 0, as argmax gives them."""


def predict(X, P):
    return forward(X, P)[0].argmax(axis=1) + 1
