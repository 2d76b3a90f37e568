"""The cost is a mean over the batch, so its gradient carries 1/m. Yours does not: divide
by the number of examples."""


def dlogits(P, Y):
    return P - Y
