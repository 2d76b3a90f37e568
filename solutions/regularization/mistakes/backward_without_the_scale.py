"""You let the gradient pass where the mask is not 0, but did not scale it: the 1/keep in
the mask belongs to the way back too."""


def dropout_backward(dA, mask):
    return dA * (mask > 0)
