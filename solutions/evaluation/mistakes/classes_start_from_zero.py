"""Your search starts from a best score of 0, so a row of negative scores never finds a
better one and becomes class 0. Start from the row's first score."""


def classes(P):
    found = np.zeros(len(P), dtype=int)
    for i, row in enumerate(P):
        best = 0
        for j, score in enumerate(row):
            if score > best:
                found[i], best = j, score
    return found
