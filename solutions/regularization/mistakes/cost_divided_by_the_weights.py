"""You divided by the number of weights. The penalty is divided by 2 m, m being the
examples."""


def l2_cost(weights, lam, m):
    return lam / 2 * sum(np.mean(W**2) for W in weights)
