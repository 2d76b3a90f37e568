"""Your gradient passes the ReLU unchanged. Where nothing came through on the way there,
nothing goes back."""


def _stage_backward(dA, W, cache):
    X, Z, _ = cache
    return conv_backward(max_pool_backward(dA, Z, 2, 2), X, W, 0, 1)
