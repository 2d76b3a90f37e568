"""Your keys are "dW1" and so on. Here gradients have the same keys as the parameters,
so that a step can go through both."""


def backward(P2, Y, P, cache):
    X, A1 = cache
    dW2, db2, dA1 = dense_backward(dlogits(P2, Y), A1, P["W2"])
    dW1, db1, _ = dense_backward(dA1 * (A1 > 0), X, P["W1"])
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
