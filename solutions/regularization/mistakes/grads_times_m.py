"""You multiplied by m. The penalty is divided by m, as the cost is."""


def l2_grads(dW, W, db, lam, m):
    return dW + lam * m * W, db
