"""Yours is half of F1: of two equal scores the mean must be that score. A factor of 2 is
missing."""


def f1(p, r):
    return _share(p * r, p + r)
