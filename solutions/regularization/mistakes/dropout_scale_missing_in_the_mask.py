"""Your activations are scaled, but the mask is not: in this kata it carries the 1/keep, or
the way back would lack it."""


def dropout_forward(A, keep, rng, train=True):
    if not train:
        return A, None
    mask = (rng.random(A.shape) < keep) * 1.0
    return A * mask / keep, mask
