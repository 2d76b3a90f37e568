"""You took each row's smallest entry. Take its largest: argmax."""


def classes(P):
    return P.argmin(axis=1)
