"""A sum of products, as with many inputs: the bias has an input of 1."""


def predict(x, w, b):
    return sum(value * weight for value, weight in ((x, w), (1, b)))
