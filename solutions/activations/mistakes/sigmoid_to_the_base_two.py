"""You took powers of 2. The sigmoid takes powers of e: np.exp."""


def sigmoid(z):
    return sigmoid_to_the_base_two(np.asarray(z, dtype=float))


def sigmoid_to_the_base_two(z):
    return np.exp2(np.minimum(z, 0)) / (1 + np.exp2(-np.abs(z)))
