"""Your slopes are right, but they were written into z itself. The rest of the backward
pass needs z: return a new array."""


def leaky_relu_prime(z, alpha=0.01):
    slopes = np.where(z > 0, 1.0, alpha)
    if isinstance(z, np.ndarray) and z.dtype.kind == "f":
        z[...] = slopes
    return slopes
