"""Your slope is 1 on both sides. ReLU is flat below 0: what it stopped on the way there
gets no gradient on the way back."""


def relu_prime(z):
    return np.ones(np.shape(z))
