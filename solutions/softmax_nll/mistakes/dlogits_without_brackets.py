"""Brackets are missing: only Y was divided by m. The whole difference is."""


def dlogits(P, Y):
    return P - Y / len(Y)
