"""Your gradients by the kernels and their biases are 0. The gradient goes on below the
dense layer: its third value, in the shape of the pooled pictures."""


def backward(dlogits, P, caches):
    cache1, cache2, A2 = caches
    dW3, db3, dflat = dense_backward(dlogits, flatten(A2), P["W3"])
    dA1, dW2, db2 = _stage_backward(dflat.reshape(A2.shape), P["W2"], cache2)
    _, dW1, db1 = _stage_backward(dA1, P["W1"], cache1)
    return {
        "W1": 0 * dW1,
        "b1": 0 * db1,
        "W2": 0 * dW2,
        "b2": 0 * db2,
        "W3": dW3,
        "b3": db3,
    }
