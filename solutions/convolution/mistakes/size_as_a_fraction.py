"""A size is a whole number, and / always gives a float. Divide with //, which leaves out
windows that do not fit."""


def out_size(n, f, p, s):
    return (n + 2 * p - f) / s + 1
