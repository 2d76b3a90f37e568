"""Your values are right, but z was overwritten on the way. Work on a new array."""


def sigmoid_prime(z):
    s = sigmoid(z)
    if isinstance(z, np.ndarray) and z.dtype.kind == "f":
        z[...] = s
    return s * (1 - s)
