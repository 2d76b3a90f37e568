"""You named an example for each class. Name a class for each example: look along the other
axis."""


def predict(X, P):
    _, A2 = forward(X, P)
    return np.argmax(A2, axis=0)
