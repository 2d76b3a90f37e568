"""You returned where the zeros stand. What is wanted is one label for every example,
1.0 or 0.0."""


def make_labels(digits):
    return np.flatnonzero(digits == 0).astype(float)
