"""You subtracted 1 in every column. Subtract it in the column of the true class only; then
each row of the gradient sums to 0."""


def dlogits(P, Y):
    return (P - 1) / len(Y)
