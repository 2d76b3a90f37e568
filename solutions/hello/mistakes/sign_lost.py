"""The sign of the prediction is lost. Return the sum as it is, without abs."""


def predict(x, w, b):
    return abs(w * x + b)
