"""You divided by the number of classes. The mean is over the examples: divide by the
number of rows."""


def dlogits(P, Y):
    return (P - Y) / Y.shape[1]
