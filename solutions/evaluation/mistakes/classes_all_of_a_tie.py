"""At a tie you gave every largest position, so there are more classes than examples.
Give one class a row, the first of the largest."""


def classes(P):
    return np.where(P == P.max(axis=1, keepdims=True))[1]
