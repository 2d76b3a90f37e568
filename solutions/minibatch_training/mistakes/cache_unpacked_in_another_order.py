"""You unpacked the cache in another order than forward packed it: X and the hidden
layer's output are exchanged."""


def backward(P2, Y, P, cache):
    A1, X = cache
    dW2, db2, dA1 = dense_backward(dlogits(P2, Y), A1, P["W2"])
    dZ1 = dA1 * (A1 > 0)
    return {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}
