"""You multiplied the number by itself."""


def double(x):
    return x * x
