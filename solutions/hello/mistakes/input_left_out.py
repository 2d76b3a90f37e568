"""The input is missing. Multiply the weight by x before you add b."""


def predict(x, w, b):
    return w + b
