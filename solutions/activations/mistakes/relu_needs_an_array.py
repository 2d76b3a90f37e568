"""A plain number has no method `copy` and takes no mask, so yours works for arrays
only. A NumPy function that goes number by number takes both."""


def relu(z):
    a = z.copy()
    a[a < 0] = 0
    return a
