"""No ReLU, and no slope of it: two layers that are one."""


def forward(X, P):
    A1 = dense_forward(X, P["W1"], P["b1"])
    return softmax(dense_forward(A1, P["W2"], P["b2"])), (X, A1)


def backward(P2, Y, P, cache):
    X, A1 = cache
    dW2, db2, dZ1 = dense_backward(dlogits(P2, Y), A1, P["W2"])
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}
