"""You averaged b1's gradient over the batch. The 1/m is in it already: sum."""


def backward(P2, Y, P, cache):
    X, A1 = cache
    dW2, db2, dA1 = dense_backward(dlogits(P2, Y), A1, P["W2"])
    dZ1 = dA1 * (A1 > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.mean(axis=0), "W2": dW2, "b2": db2}
