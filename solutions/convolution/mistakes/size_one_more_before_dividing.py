"""You added 1 before dividing. Count the steps first, then the window that needs
none."""


def out_size(n, f, p, s):
    return (n + 2 * p - f + 1) // s
