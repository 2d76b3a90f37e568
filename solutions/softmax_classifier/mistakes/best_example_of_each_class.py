"""You named an example for each class. Name a class for each example: look along the
other axis."""


def predict(X, P):
    return np.argmax(forward(X, P), axis=0)
