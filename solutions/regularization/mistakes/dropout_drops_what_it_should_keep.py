"""You keep 1 - keep of the units: the comparison points the wrong way."""


def dropout_forward(A, keep, rng, train=True):
    if not train:
        return A, None
    mask = (rng.random(A.shape) > keep) / keep
    return A * mask, mask
