"""You multiplied A2 - y by the slope of the sigmoid, A2 (1 - A2). That slope has
cancelled already, against the one in the slope of the cost."""


def backward(A2, y, P, cache):
    X, A1 = cache
    dZ2 = (A2 - y) * A2 * (1 - A2) / len(y)
    dW2, db2, dA1 = dense_backward(dZ2, A1, P["W2"])
    dZ1 = dA1 * (A1 > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}
