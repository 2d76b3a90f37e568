"""The input and the bias have changed places. The weight belongs to x."""


def predict(x, w, b):
    return w * b + x
