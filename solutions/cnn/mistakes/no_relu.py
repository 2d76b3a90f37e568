"""There is no ReLU between your layers. Pools bend a little, but negative sums must
become 0 after each convolution."""


def _stage_forward(X, W, b):
    Z = conv_forward(X, W, b, 0, 1)
    Y = max_pool_forward(Z, 2, 2)
    return Y, (X, Z, Y)


def _below_pool(dA, Z, Y):
    return max_pool_backward(dA, Z, 2, 2)
