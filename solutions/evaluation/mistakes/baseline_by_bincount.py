"""`np.bincount` counts whole numbers from 0 up, and refuses labels like -1 or 1.0.
`np.unique` with `return_counts=True` counts any."""


def baseline(y):
    return np.bincount(y).max() / len(y)
