"""You added eps to every probability. Both forms exist; this kata clips: only what is
below eps is lifted to eps, and everything else stays exact."""


def nll(P, y, eps=1e-12):
    return -np.log(P[np.arange(len(y)), y] + eps).mean()
