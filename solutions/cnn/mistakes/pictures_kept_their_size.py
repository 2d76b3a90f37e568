"""Your W3 has 7 x 7 x 16 inputs, as if convolutions kept the size of a picture. Without
padding 28 become 26, 13, 11 and 5: ask shapes."""


def init(rng):
    return {
        "W1": he_conv(3, 1, 8, rng),
        "b1": np.zeros(8),
        "W2": he_conv(3, 8, 16, rng),
        "b2": np.zeros(16),
        "W3": he_normal(784, 10, rng),
        "b3": np.zeros(10),
    }
