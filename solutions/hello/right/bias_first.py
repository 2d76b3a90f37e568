"""The bias first."""


def predict(x, w, b):
    return b + x * w
