"""You looked up the class before the true one, as if classes were numbered from 1.
They begin at 0: y itself is the column."""


def nll(P, y, eps=1e-12):
    return -np.log(np.maximum(P[np.arange(len(y)), y - 1], eps)).mean()
