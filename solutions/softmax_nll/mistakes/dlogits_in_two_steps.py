"""You went back through the logarithm and through softmax, one after the other. Where
the true class has probability 0, that gives 0, and the surest mistake is never
corrected. P - Y needs no division and has no such place."""


def dlogits(P, Y, eps=1e-12):
    dP = -Y / np.maximum(P, eps) / len(Y)
    return P * (dP - (dP * P).sum(axis=1, keepdims=True))
