"""You returned tanh itself. Its slope is 1 at 0 and fades on both sides."""


def tanh_prime(z):
    return np.tanh(z)
