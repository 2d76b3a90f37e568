"""Your cost is between -1 and 0: it averages the probabilities themselves. The logarithm
is missing."""


def nll(P, y, eps=1e-12):
    return -np.maximum(P[np.arange(len(y)), y], eps).mean()
