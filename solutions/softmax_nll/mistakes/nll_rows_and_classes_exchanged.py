"""Rows and columns are exchanged: P[y, i] is the probability of class i in row y. The
row comes first."""


def nll(P, y, eps=1e-12):
    return -np.log(np.maximum(P[y, np.arange(len(y))], eps)).mean()
