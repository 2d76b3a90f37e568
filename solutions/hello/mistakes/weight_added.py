"""The weight is added to the input. Multiply the two."""


def predict(x, w, b):
    return w + x + b
