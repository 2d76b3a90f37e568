"""Every example loses the same units. Draw a mask of the full shape of A."""


def dropout_forward(A, keep, rng, train=True):
    if not train:
        return A, None
    mask = (rng.random(A.shape[-1]) < keep) / keep
    return A * mask, mask
