"""All three are multiplied. Multiply w and x, then add b."""


def predict(x, w, b):
    return w * x * b
