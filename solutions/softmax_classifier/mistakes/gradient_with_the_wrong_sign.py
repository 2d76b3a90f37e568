"""This is the negative of the gradient: the error is probability minus label, and the
step goes against it."""


def dlogits(P, Y):
    return (Y - P) / len(Y)
