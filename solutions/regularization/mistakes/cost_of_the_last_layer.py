"""Only the last layer is penalised: each layer overwrote the sum of the one before."""


def l2_cost(weights, lam, m):
    for W in weights:
        squares = np.sum(W**2)
    return lam / (2 * m) * squares
