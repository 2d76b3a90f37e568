"""The output's gradients are right, the hidden layer's are not: the slope of the ReLU is
missing. A unit that did not fire passes nothing back."""


def backward(A2, y, P, cache):
    X, A1 = cache
    dW2, db2, dA1 = dense_backward((A2 - y) / len(y), A1, P["W2"])
    dZ1 = dA1
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}
