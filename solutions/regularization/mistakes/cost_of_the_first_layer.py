"""Only the first layer is penalised. Does the `return` stand inside the loop, so that it ends
in the first round, or does the loop end too early?"""


def l2_cost(weights, lam, m):
    squares = 0.0
    for W in weights:
        squares += np.sum(W**2)
        return lam / (2 * m) * squares
    return None
