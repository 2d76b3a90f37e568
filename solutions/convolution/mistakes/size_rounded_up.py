"""You counted a last window that sticks out over the border. Only whole windows count:
round down."""


def out_size(n, f, p, s):
    return -((f - n - 2 * p) // s) + 1
