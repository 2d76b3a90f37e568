"""Where the sigmoid is saturated you divided by A2 (1 - A2), which is 0 there. Cancel it
on paper, or clip A2 before you divide."""


def backward(A2, y, P, cache):
    X, A1 = cache
    dA2 = (A2 - y) / (A2 * (1 - A2)) / len(y)
    dZ2 = dA2 * A2 * (1 - A2)
    dW2, db2, dA1 = dense_backward(dZ2, A1, P["W2"])
    dZ1 = dA1 * (A1 > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}
