"""You returned the commonest class itself. The baseline is its share."""


def baseline(y):
    values, counts = np.unique(y, return_counts=True)
    return values[counts.argmax()]
