"""You counted the padding at one end only. There are p zeros at both."""


def out_size(n, f, p, s):
    return (n + p - f) // s + 1
