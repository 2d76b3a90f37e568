"""Everything is shifted by one column, and class 0 went to the last one (index -1).
Classes count from 0."""


def one_hot(y, K):
    return np.eye(K)[y.astype(int) - 1]
