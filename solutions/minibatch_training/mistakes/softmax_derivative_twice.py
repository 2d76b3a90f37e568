"""You multiplied by p (1 - p) on top. P2 - Y already contains the derivative of
softmax."""


def backward(P2, Y, P, cache):
    X, A1 = cache
    dW2, db2, dA1 = dense_backward(dlogits(P2, Y) * P2 * (1 - P2), A1, P["W2"])
    dW1, db1, _ = dense_backward(dA1 * (A1 > 0), X, P["W1"])
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
