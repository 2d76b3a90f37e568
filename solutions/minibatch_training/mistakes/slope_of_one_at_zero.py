"""At a weighted sum of exactly 0 your ReLU has the slope 1. Both forms exist; this kata
uses 0 there."""


def backward(P2, Y, P, cache):
    X, A1 = cache
    dW2, db2, dA1 = dense_backward(dlogits(P2, Y), A1, P["W2"])
    Z1 = X @ P["W1"] + P["b1"]
    dW1, db1, _ = dense_backward(dA1 * (Z1 >= 0), X, P["W1"])
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
