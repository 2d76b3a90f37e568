"""The 1/m is in the error already, as your gradients of the weights show. For the
biases you took a mean on top: it must be a sum over the examples."""


def backward(A2, y, P, cache):
    X, A1 = cache
    dZ2 = (A2 - y) / len(y)
    dZ1 = dZ2 @ P["W2"].T * (A1 > 0)
    return {
        "W1": X.T @ dZ1,
        "b1": dZ1.mean(axis=0),
        "W2": A1.T @ dZ2,
        "b2": dZ2.mean(axis=0),
    }
