"""You added a small number to the sum below the fraction. That avoids 0/0, but makes
every F1 slightly too small. Return 0.0 where the sum is 0, and divide exactly elsewhere."""


def f1(p, r):
    return 2 * p * r / (p + r + 1e-7)
