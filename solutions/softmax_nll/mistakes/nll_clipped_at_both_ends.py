"""You clipped the probabilities at both ends. Only log(0) is infinite: nothing has to be
cut near 1, and a certain, right answer costs 0 at any eps."""


def nll(P, y, eps=1e-12):
    return -np.log(np.clip(P[np.arange(len(y)), y], eps, 1 - eps)).mean()
