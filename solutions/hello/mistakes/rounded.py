"""The prediction is rounded. Return the number as it is."""


def predict(x, w, b):
    return round(w * x + b)
