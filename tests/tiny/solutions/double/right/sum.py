"""A sum."""


def double(x):
    return x + x
