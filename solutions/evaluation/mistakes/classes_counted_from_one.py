"""Your classes start at 1. This kata counts them from 0 to K - 1, like positions in a
row."""


def classes(P):
    return P.argmax(axis=1) + 1
