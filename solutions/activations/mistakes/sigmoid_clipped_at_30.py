"""Your sigmoid stands still for large |z|: z was clipped early. The true one goes on
falling, to exp(-40) at -40. No clip is needed if no exponent is positive."""


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -30, 30)))
