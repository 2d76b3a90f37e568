"""Your ReLU has the slope 1 at exactly 0. Both exist; this kata uses 0 there."""


def _stage_backward(dA, W, cache):
    X, Z, _ = cache
    top = max_pool_forward(Z, 2, 2)
    return conv_backward(max_pool_backward(dA * (top >= 0), Z, 2, 2), X, W, 0, 1)
