"""Your sum is set to 0 for every example anew, so that only the last one is left in
it. Set it to 0 once, before the loop."""


def binary_cross_entropy(p, y, eps=1e-7):
    p, y = _clipped(p, eps).ravel(), np.ravel(y)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))[-1] / len(p)
