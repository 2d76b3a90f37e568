"""You summed a layer's weights and squared the sum. Square first, then sum."""


def l2_cost(weights, lam, m):
    return lam / (2 * m) * sum(np.sum(W) ** 2 for W in weights)
