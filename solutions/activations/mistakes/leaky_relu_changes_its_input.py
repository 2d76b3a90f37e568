"""Your result is right, but z itself was changed too. The backward pass needs the
original z: return a new array."""


def leaky_relu(z, alpha=0.01):
    if isinstance(z, np.ndarray) and z.dtype.kind == "f":
        z[z < 0] *= alpha
        return z
    return np.where(z > 0, z, alpha * z)
