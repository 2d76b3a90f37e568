"""Your values are right, but z was overwritten on the way. The backward pass needs it:
work on a new array."""


def sigmoid(z):
    e = np.exp(-np.abs(z))
    s = np.where(z < 0, e, 1.0) / (1.0 + e)
    if isinstance(z, np.ndarray) and z.dtype.kind == "f":
        z[...] = -z
    return s
