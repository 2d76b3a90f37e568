"""Your slope is 1 where z is negative, and 0 elsewhere: the comparison points the other
way."""


def relu_prime(z):
    return np.where(z < 0, 1.0, 0.0)
