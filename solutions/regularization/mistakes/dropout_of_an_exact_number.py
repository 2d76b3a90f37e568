"""You drop the same number of units every time. Each unit is decided by itself, so the
number varies."""


def dropout_forward(A, keep, rng, train=True):
    if not train:
        return A, None
    on = np.arange(A.size) < round(keep * A.size)
    mask = rng.permutation(on).reshape(A.shape) / keep
    return A * mask, mask
