"""You divided by the number of classes. A share is of all examples."""


def baseline(y):
    _, counts = np.unique(y, return_counts=True)
    return counts.max() / len(counts)
