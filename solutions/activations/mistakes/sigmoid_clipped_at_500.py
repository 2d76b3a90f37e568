"""You clipped z at 500. No overflow that way, but from there on the answer stands
still, and float32 overflows at 89 already. No clip is needed if no exponent is
positive."""


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))
