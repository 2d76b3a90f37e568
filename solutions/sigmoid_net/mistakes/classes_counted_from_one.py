"""Your classes begin at 1. They begin at 0, as argmax gives them."""


def predict(X, P):
    return np.argmax(forward(X, P)[1], axis=1) + 1
