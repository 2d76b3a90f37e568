"""Your values are right, but z was overwritten on the way. Work on a new array."""


def tanh_prime(z):
    t = np.tanh(z)
    if isinstance(z, np.ndarray) and z.dtype.kind == "f":
        z[...] = t
    return 1 - t**2
