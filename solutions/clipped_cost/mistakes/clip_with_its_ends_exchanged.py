"""The ends of your clip are exchanged: np.clip(p, lower, upper), and eps is the lower
one."""


def _clipped(p, eps):
    return np.clip(np.asarray(p, dtype=np.float64), 1 - eps, eps)
