"""For the gradient of W1 you multiplied by the hidden activations. A layer's weights meet
what came into the layer, and into the first one came X."""


def backward(A2, y, P, cache):
    _, A1 = cache
    dW2, db2, dA1 = dense_backward((A2 - y) / len(y), A1, P["W2"])
    dZ1 = dA1 * (A1 > 0)
    return {"W1": A1.T @ dZ1, "b1": dZ1.sum(axis=0), "W2": dW2, "b2": db2}
