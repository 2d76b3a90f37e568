"""Your classes begin at 1. They begin at 0, as argmax gives them."""


def predict(X, P):
    return np.argmax(forward(X, P), axis=1) + 1
