"""In evaluation your mask is an array of ones. Here it is None: there was no dropout."""


def dropout_forward(A, keep, rng, train=True):
    if not train:
        return A, np.ones(A.shape)
    mask = (rng.random(A.shape) < keep) / keep
    return A * mask, mask
