"""You returned the gradients themselves. Return what W and b are after the step, and
dX."""


def dense_step(dZ, X, W, b, lr):
    return dense_backward(dZ, X, W)
