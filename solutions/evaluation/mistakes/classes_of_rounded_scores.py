"""You rounded, or asked for a half, before you searched. Scores that round to the same
number tie, and a row without any above a half becomes class 0. Compare the
scores as they are."""


def classes(P):
    return np.round(P).argmax(axis=1)
