"""Your slopes are right, but they were written into z itself. The rest of the backward
pass needs z: return a new array."""


def relu_prime(z):
    if not isinstance(z, np.ndarray):
        return np.where(z > 0, 1.0, 0.0)
    z[z <= 0] = 0
    z[z > 0] = 1
    return z
