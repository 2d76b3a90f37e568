"""A negative prediction is cut off at 0. Return it as it is: the cut-off
comes in a later kata."""


def predict(x, w, b):
    return max(0.0, w * x + b)
