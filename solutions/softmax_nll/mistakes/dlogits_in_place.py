"""Your numbers are right, but `-=` writes into the caller's P. Make a new array."""


def dlogits(P, Y):
    P -= Y
    return P / len(Y)
