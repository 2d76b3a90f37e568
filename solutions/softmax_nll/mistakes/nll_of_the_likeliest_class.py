"""You took the probability of the likeliest class. The loss is about the true one,
y."""


def nll(P, y, eps=1e-12):
    return -np.log(np.maximum(P.max(axis=1), eps)).mean()
