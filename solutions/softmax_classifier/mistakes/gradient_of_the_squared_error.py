"""This is the gradient of the squared error. The cost here is the cross-entropy: its
slope by a score is probability minus label, and nothing more."""


def dlogits(P, Y):
    dP = 2 * (P - Y) / len(Y)
    return P * (dP - (dP * P).sum(axis=1, keepdims=True))
