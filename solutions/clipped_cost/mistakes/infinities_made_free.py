"""Where the logarithm was infinite your cost is 0, so the worst answers are free. Clip
the probability instead: a wrong certainty costs -log(eps)."""


def binary_cross_entropy(p, y, eps=1e-7):
    with np.errstate(all="ignore"):
        costs = y * np.log(p) + (1 - y) * np.log(1 - p)
    return -np.mean(np.nan_to_num(costs, neginf=0.0))
