"""Your clip wrote into the caller's array of probabilities. Make a new array
instead."""


def binary_cross_entropy(p, y, eps=1e-7):
    if p.dtype == np.float64:
        np.clip(p, eps, 1 - eps, out=p)
    p = _clipped(p, eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
