"""You divided by m twice. The 1/m of the mean is in the gradient of the scores, and
every other gradient has it from there."""


def backward(P2, Y, P, cache):
    X, A1 = cache
    dW2, db2, dA1 = dense_backward(dlogits(P2, Y) / len(Y), A1, P["W2"])
    dW1, db1, _ = dense_backward(dA1 * (A1 > 0), X, P["W1"])
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
