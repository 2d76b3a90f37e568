"""Only the first layer is penalised: the `return` stands inside the loop, and ends it in
the first round."""


def l2_cost(weights, lam, m):
    squares = 0.0
    for W in weights:
        squares += np.sum(W**2)
        return lam / (2 * m) * squares
    return None
