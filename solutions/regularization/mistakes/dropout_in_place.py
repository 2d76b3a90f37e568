"""`A *= mask` writes into the caller's array. Make a new one."""


def dropout_forward(A, keep, rng, train=True):
    if not train:
        return A, None
    mask = (rng.random(A.shape) < keep) / keep
    A *= mask
    return A, mask
