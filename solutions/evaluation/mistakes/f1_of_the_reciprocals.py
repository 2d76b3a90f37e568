"""1/p and 1/r cannot be computed where one score is 0, but F1 is defined there: it is 0.
Bring the formula to one fraction, with p + r below."""


def f1(p, r):
    return 2 / (1 / p + 1 / r) if p + r else 0.0
