"""You summed over the batch and did not average: the cost grows with the number of
examples."""


def nll(P, y, eps=1e-12):
    return -np.log(np.maximum(P[np.arange(len(y)), y], eps)).sum()
