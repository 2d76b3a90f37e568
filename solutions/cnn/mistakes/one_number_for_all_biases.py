"""You summed the gradients of a layer's biases into one number for all. Each kernel and
each class has its own: sum over everything but the last axis."""


def backward(dlogits, P, caches):
    (X, Z1, Y1), (A1, Z2, Y2), A2 = caches
    dW3, db3, dflat = dense_backward(dlogits, flatten(A2), P["W3"])
    dZ2 = _below_pool(dflat.reshape(A2.shape), Z2, Y2)
    dA1, dW2, db2 = conv_backward(dZ2, A1, P["W2"], 0, 1)
    dW1, db1 = _by_kernels(_below_pool(dA1, Z1, Y1), X, P["W1"])
    return {
        "W1": dW1,
        "b1": np.full_like(db1, db1.sum()),
        "W2": dW2,
        "b2": np.full_like(db2, db2.sum()),
        "W3": dW3,
        "b3": np.full_like(db3, db3.sum()),
    }
