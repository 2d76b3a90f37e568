"""Your gradient passes the ReLU unchanged. Where nothing came through on the way there,
nothing goes back."""


def _below_pool(dA, Z, Y):
    return max_pool_backward(dA, Z, 2, 2)
