"""You summed the weights themselves, so positive and negative ones cancel. Square each
first."""


def l2_cost(weights, lam, m):
    return lam / (2 * m) * sum(np.sum(W) for W in weights)
