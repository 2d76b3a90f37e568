"""The hidden layer's gradients are m times too small: you divided by m in both layers.
The error that comes back from the output already has the 1/m."""


def backward(A2, y, P, cache):
    X, A1 = cache
    dW2, db2, dA1 = dense_backward((A2 - y) / len(y), A1, P["W2"])
    dZ1 = dA1 * (A1 > 0) / len(y)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}
