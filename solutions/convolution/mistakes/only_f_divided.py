"""Only f was divided by the stride: division binds tighter than sums. Put all that comes
before it in brackets."""


def out_size(n, f, p, s):
    return n + 2 * p - f // s + 1
