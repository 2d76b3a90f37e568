"""The weight and the bias have changed places. Multiply by w and add b."""


def predict(x, w, b):
    return b * x + w
