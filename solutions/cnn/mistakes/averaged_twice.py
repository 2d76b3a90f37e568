"""You divided by the number of pictures. dlogits carries the 1/m already."""


def backward(dlogits, P, caches):
    cache1, cache2, A2 = caches
    dW3, db3, dflat = dense_backward(dlogits, flatten(A2), P["W3"])
    dA1, dW2, db2 = _stage_backward(dflat.reshape(A2.shape), P["W2"], cache2)
    _, dW1, db1 = _stage_backward(dA1, P["W1"], cache1)
    return {
        name: G / len(dlogits)
        for name, G in {
            "W1": dW1,
            "b1": db1,
            "W2": dW2,
            "b2": db2,
            "W3": dW3,
            "b3": db3,
        }.items()
    }
