"""Nothing is switched off, in training either."""


def dropout_forward(A, keep, rng, train=True):
    return A, np.ones(A.shape) if train else None
