"""A hidden unit whose sum is exactly 0 has a slope of 1 in yours. Both forms exist; this
kata uses 0 there."""


def forward(X, P):
    Z1 = X @ P["W1"] + P["b1"]
    A1 = np.maximum(Z1, 0)
    return sigmoid(A1 @ P["W2"] + P["b2"]), (X, Z1, A1)


def backward(A2, y, P, cache):
    X, Z1, A1 = cache
    dW2, db2, dA1 = dense_backward((A2 - y) / len(y), A1, P["W2"])
    dZ1 = dA1 * (Z1 >= 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}
