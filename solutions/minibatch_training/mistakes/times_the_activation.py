"""You multiplied by the hidden layer's output. The slope of a ReLU is 1 or 0."""


def backward(P2, Y, P, cache):
    X, A1 = cache
    dW2, db2, dA1 = dense_backward(dlogits(P2, Y), A1, P["W2"])
    dZ1 = dA1 * A1
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}
