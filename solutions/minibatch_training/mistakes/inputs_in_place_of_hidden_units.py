"""W2's gradient was made with X. What entered the second layer is A1, the output of
the first."""


def backward(P2, Y, P, cache):
    X, A1 = cache
    dZ2 = dlogits(P2, Y)
    dZ1 = dZ2 @ P["W2"].T * (A1 > 0)
    by_layer = {"W1": X.T @ dZ1, "b1": dZ1.sum(axis=0)}
    return {**by_layer, "W2": X.T @ dZ2, "b2": dZ2.sum(axis=0)}
