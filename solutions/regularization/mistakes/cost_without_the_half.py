"""Your penalty is exactly twice too large. Both forms exist; this kata divides by 2 m, so
that the slope has no 2."""


def l2_cost(weights, lam, m):
    return lam / m * sum(np.sum(W**2) for W in weights)
