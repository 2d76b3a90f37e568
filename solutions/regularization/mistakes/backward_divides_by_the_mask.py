"""You divided by the mask, which is 0 where a unit was dropped. Multiply by it."""


def dropout_backward(dA, mask):
    return dA / mask
