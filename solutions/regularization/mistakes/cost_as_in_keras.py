"""You have lam times the sum of squares, which is the penalty of Keras. Both forms exist;
this kata divides by 2 m as well."""


def l2_cost(weights, lam, m):
    return lam * sum(np.sum(W**2) for W in weights)
