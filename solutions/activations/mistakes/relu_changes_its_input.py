"""Your result is right, but z itself was changed too. The backward pass needs the
original z: return a new array."""


def relu(z):
    if isinstance(z, np.ndarray):
        z[z < 0] = 0
        return z
    return np.maximum(z, 0)
