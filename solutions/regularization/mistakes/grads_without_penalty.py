"""The gradients were returned unchanged: the cost has the penalty, but training never
notices. Add its slope to dW."""


def l2_grads(dW, W, db, lam, m):
    return dW, db
