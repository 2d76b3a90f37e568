"""Brackets are missing: you divided by p and added r. Divide by their sum."""


def f1(p, r):
    return _share(2 * p * r, p) + r
