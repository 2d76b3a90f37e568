"""Your ReLU has the slope 1 at exactly 0. Both exist; this kata uses 0 there."""


def _below_pool(dA, Z, Y):
    return max_pool_backward(dA * (Y >= 0), Z, 2, 2)
