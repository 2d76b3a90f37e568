"""At a tie you took the last of the largest scores. Both forms exist; this kata takes
the first, as NumPy does."""


def classes(P):
    return P.shape[1] - 1 - P[:, ::-1].argmax(axis=1)
