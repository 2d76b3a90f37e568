"""The output's gradients are right, but the error went back through the gradient of W2.
It goes back through the weights W2 themselves."""


def backward(A2, y, P, cache):
    X, A1 = cache
    dZ2 = (A2 - y) / len(y)
    dW2, db2, dA1 = dense_backward(dZ2, A1, A1.T @ dZ2)
    dZ1 = dA1 * (A1 > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}
