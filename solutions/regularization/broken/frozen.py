"""No gradient is left: nothing learns."""


def l2_grads(dW, W, db, lam, m):
    return 0 * dW, 0 * db
