"""You searched down the columns and found an example for each class. Each row is an
example: search along the row."""


def classes(P):
    return P.argmax(axis=0)
