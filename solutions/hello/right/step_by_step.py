"""Step by step, each with a name."""


def predict(x, w, b):
    weighted = x * w
    prediction = weighted + b
    return prediction
