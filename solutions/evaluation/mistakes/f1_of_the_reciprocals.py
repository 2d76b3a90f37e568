"""You divide by one of the two scores, which may be 0. F1 is defined there: it is 0. Write
the formula as one fraction, with the whole sum p + r below, in brackets."""


def f1(p, r):
    return 2 / (1 / p + 1 / r) if p + r else 0.0
