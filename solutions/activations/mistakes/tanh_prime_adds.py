"""Your slope grows to 2 on both sides, where tanh is flat: there is a plus where a
minus belongs."""


def tanh_prime(z):
    return 1 + np.tanh(z) ** 2
