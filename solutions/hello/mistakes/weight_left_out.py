"""The weight is missing. Multiply the input by w before you add b."""


def predict(x, w, b):
    return x + b
