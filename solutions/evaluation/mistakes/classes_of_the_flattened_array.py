"""You got one number: without an axis, argmax counts positions through the whole array
as one long list. Search each row by itself."""


def classes(P):
    return P.argmax()
