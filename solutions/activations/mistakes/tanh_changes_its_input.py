"""Your values are right, but they were written into z. The backward pass needs z:
return a new array."""


def tanh(z):
    if isinstance(z, np.ndarray) and z.dtype.kind == "f":
        return np.tanh(z, out=z)
    return np.tanh(z)
