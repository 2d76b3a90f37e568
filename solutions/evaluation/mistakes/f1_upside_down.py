"""Your fraction is upside down: 2 p r stands above, p + r below."""


def f1(p, r):
    return _share(p + r, 2 * p * r)
