"""The bias is missing. Add b to the weighted input."""


def predict(x, w, b):
    return w * x
