"""You multiplied precision and recall. Divide twice their product by their sum."""


def f1(p, r):
    return p * r
