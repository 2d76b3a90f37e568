"""The gradient went back through the hidden layer as if it were linear. A unit that did
not fire passes none: multiply by the slope of the ReLU."""


def backward(P2, Y, P, cache):
    X, A1 = cache
    dW2, db2, dA1 = dense_backward(dlogits(P2, Y), A1, P["W2"])
    dW1, db1, _ = dense_backward(dA1, X, P["W1"])
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
