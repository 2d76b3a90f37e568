"""You summed the hidden biases' gradient over the units as well: one number for all. Each
unit has a bias of its own, so sum over the examples only."""


def backward(A2, y, P, cache):
    X, A1 = cache
    dW2, db2, dA1 = dense_backward((A2 - y) / len(y), A1, P["W2"])
    dZ1 = dA1 * (A1 > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(), "W2": dW2, "b2": db2}
