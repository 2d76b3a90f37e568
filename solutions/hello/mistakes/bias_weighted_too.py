"""The weight multiplies the bias, too. Multiply w and x alone, then add b."""


def predict(x, w, b):
    return w * (x + b)
