"""Your gradients of the kernels and their biases are 0. The gradient goes on below the
dense layer: its third value, in the shape of the pooled pictures."""


def backward(dlogits, P, caches):
    (X, Z1, Y1), (A1, Z2, Y2), A2 = caches
    dW3, db3, dflat = dense_backward(dlogits, flatten(A2), P["W3"])
    dZ2 = _below_pool(dflat.reshape(A2.shape), Z2, Y2)
    dA1, dW2, db2 = conv_backward(dZ2, A1, P["W2"], 0, 1)
    dW1, db1 = _by_kernels(_below_pool(dA1, Z1, Y1), X, P["W1"])
    return {
        "W1": 0 * dW1,
        "b1": 0 * db1,
        "W2": 0 * dW2,
        "b2": 0 * db2,
        "W3": dW3,
        "b3": db3,
    }
