"""You turned the kernels by 180 degrees. Mathematicians do; networks lay them on the
picture as they are."""


def _stage_forward(X, W, b):
    Z = conv_forward(X, W[::-1, ::-1], b, 0, 1)
    Y = max_pool_forward(Z, 2, 2)
    return np.maximum(Y, 0), (X, Z, Y)


def backward(dlogits, P, caches):
    (X, Z1, Y1), (A1, Z2, Y2), A2 = caches
    dW3, db3, dflat = dense_backward(dlogits, flatten(A2), P["W3"])
    dZ2 = _below_pool(dflat.reshape(A2.shape), Z2, Y2)
    dA1, dW2, db2 = conv_backward(dZ2, A1, P["W2"][::-1, ::-1], 0, 1)
    dW1, db1 = _by_kernels(_below_pool(dA1, Z1, Y1), X, P["W1"])
    dW1, dW2 = dW1[::-1, ::-1], dW2[::-1, ::-1]
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2, "W3": dW3, "b3": db3}
