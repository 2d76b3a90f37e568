"""The labels are inside the logarithm, where each 0 costs as much as a sure mistake.
They weigh the logarithms: outside."""


def cross_entropy(P, Y, eps=1e-12):
    return -np.log(np.maximum(Y * P, eps)).sum(axis=1).mean()
