"""You clipped the probabilities at both ends. Only log(0) is infinite: nothing has to be
cut near 1, and a certain, right answer costs 0 at any eps."""


def cross_entropy(P, Y, eps=1e-12):
    return -(Y * np.log(np.clip(P, eps, 1 - eps))).sum(axis=1).mean()
