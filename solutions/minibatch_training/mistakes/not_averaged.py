"""The cost is a mean over the batch, so its gradient carries 1/m. Yours does not:
divide by the number of examples, once."""


def backward(P2, Y, P, cache):
    X, A1 = cache
    dW2, db2, dA1 = dense_backward(P2 - Y, A1, P["W2"])
    dW1, db1, _ = dense_backward(dA1 * (A1 > 0), X, P["W1"])
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
