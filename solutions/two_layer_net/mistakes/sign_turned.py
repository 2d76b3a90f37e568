"""This is minus the gradient. It begins with probability minus label, and the step
subtracts it."""


def backward(A2, y, P, cache):
    X, A1 = cache
    dW2, db2, dA1 = dense_backward((y - A2) / len(y), A1, P["W2"])
    dZ1 = dA1 * (A1 > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}
