"""You averaged the biases' gradients over the batch. The 1/m of the mean is already in
what comes back to the layer: sum them up."""


def backward(P2, Y, P, cache):
    X, A1 = cache
    dZ2 = dlogits(P2, Y)
    dW2, _, dA1 = dense_backward(dZ2, A1, P["W2"])
    dZ1 = dA1 * (A1 > 0)
    dW1, _, _ = dense_backward(dZ1, X, P["W1"])
    return {"W1": dW1, "b1": dZ1.mean(axis=0), "W2": dW2, "b2": dZ2.mean(axis=0)}
