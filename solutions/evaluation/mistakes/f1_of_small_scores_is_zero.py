"""You take scores that are nearly 0 for 0. The formula fails only where both are exactly 0:
compare with ==, not with a tolerance."""


def f1(p, r):
    if np.isclose(p + r, 0):
        return 0.0
    return 2 * p * r / (p + r)
