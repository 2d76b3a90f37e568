"""You named the least probable class. Take the most probable one: argmax."""


def predict(X, P):
    return np.argmin(forward(X, P), axis=1)
