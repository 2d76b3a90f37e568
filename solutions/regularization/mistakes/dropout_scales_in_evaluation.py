"""In evaluation you scaled by keep. That is for the plain form of dropout; in the inverted
one training has made up for it, and evaluation changes nothing."""


def dropout_forward(A, keep, rng, train=True):
    if not train:
        return A * keep, None
    mask = (rng.random(A.shape) < keep) / keep
    return A * mask, mask
