"""You took the logarithm to base 2, which counts bits. This kata counts nats: use
np.log."""


def nll(P, y, eps=1e-12):
    return -np.log2(np.maximum(P[np.arange(len(y)), y], eps)).mean()
