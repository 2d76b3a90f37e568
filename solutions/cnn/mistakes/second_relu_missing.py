"""The ReLU after the second convolution is missing. There is one after each."""


def forward(X, P):
    A1, cache1 = _stage_forward(X, P["W1"], P["b1"])
    Z2 = conv_forward(A1, P["W2"], P["b2"], 0, 1)
    A2 = max_pool_forward(Z2, 2, 2)
    return dense_forward(flatten(A2), P["W3"], P["b3"]), (cache1, (A1, Z2), A2)


def backward(dlogits, P, caches):
    (X, Z1, Y1), (A1, Z2), A2 = caches
    dW3, db3, dflat = dense_backward(dlogits, flatten(A2), P["W3"])
    dZ2 = max_pool_backward(dflat.reshape(A2.shape), Z2, 2, 2)
    dA1, dW2, db2 = conv_backward(dZ2, A1, P["W2"], 0, 1)
    dW1, db1 = _by_kernels(_below_pool(dA1, Z1, Y1), X, P["W1"])
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2, "W3": dW3, "b3": db3}
