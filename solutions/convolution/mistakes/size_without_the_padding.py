"""The padding is not in your size: the picture grows by p at both ends."""


def out_size(n, f, p, s):
    return (n - f) // s + 1
