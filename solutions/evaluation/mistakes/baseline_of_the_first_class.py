"""You took the share of the first class. The commonest one may be another."""


def baseline(y):
    _, counts = np.unique(y, return_counts=True)
    return counts[0] / len(y)
