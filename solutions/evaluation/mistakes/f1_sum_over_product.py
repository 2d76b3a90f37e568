"""You divided the sum by the product. The product stands above: 2 p r / (p + r)."""


def f1(p, r):
    return _share(2 * (p + r), p * r)
