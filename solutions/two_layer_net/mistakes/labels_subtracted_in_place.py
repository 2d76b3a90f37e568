"""`-=` wrote the errors into the caller's A2. Make a new array: `A2 - y`."""


def backward(A2, y, P, cache):
    X, A1 = cache
    A2 -= y
    dW2, db2, dA1 = dense_backward(A2 / len(y), A1, P["W2"])
    dZ1 = dA1 * (A1 > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}
