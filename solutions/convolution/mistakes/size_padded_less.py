"""You subtracted the padding. The picture grows by p at both ends."""


def out_size(n, f, p, s):
    return (n - 2 * p - f) // s + 1
