"""The stride is not in your size: with steps of s pixels there are fewer windows."""


def out_size(n, f, p, s):
    return n + 2 * p - f + 1
