"""You added eps to every probability. Both forms exist; this kata clips: only what is
below eps is lifted to eps, and everything else stays exact."""


def cross_entropy(P, Y, eps=1e-12):
    return -(Y * np.log(P + eps)).sum(axis=1).mean()
