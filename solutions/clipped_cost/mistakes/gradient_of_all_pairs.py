"""You subtracted every label from every probability: a column minus a row is a table.
Subtract each one's own."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    shape, p = np.shape(p), _clipped(p, eps).reshape(-1, 1)
    errors = (p - np.reshape(y, -1)) / (p * (1 - p))
    return errors.mean(axis=1).reshape(shape) / len(p)
