"""Your penalty is exactly m times too large. Both forms exist; this kata divides by the
number of examples, as the cost is a mean."""


def l2_cost(weights, lam, m):
    return lam / 2 * sum(np.sum(W**2) for W in weights)
