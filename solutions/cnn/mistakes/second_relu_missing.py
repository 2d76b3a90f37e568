"""The ReLU after the second convolution is missing. There is one after each."""


def forward(X, P):
    A1, cache1 = _stage_forward(X, P["W1"], P["b1"])
    Z2 = conv_forward(A1, P["W2"], P["b2"], 0, 1)
    A2 = max_pool_forward(Z2, 2, 2)
    cache2 = (A1, Z2, np.ones_like(A2))
    return dense_forward(flatten(A2), P["W3"], P["b3"]), (cache1, cache2, A2)
