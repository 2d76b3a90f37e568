"""The bias is subtracted. Add it: a negative bias makes the result smaller by itself."""


def predict(x, w, b):
    return w * x - b
