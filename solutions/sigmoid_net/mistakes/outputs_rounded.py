"""You asked which outputs reach one half; there may be none, or two. Name the strongest, one
class number for each example."""


def predict(X, P):
    _, A2 = forward(X, P)
    return np.argmax(A2 >= 0.5, axis=1)
