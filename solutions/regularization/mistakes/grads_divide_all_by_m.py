"""You divided dW by m as well. It carries the 1/m of the cost already."""


def l2_grads(dW, W, db, lam, m):
    return (dW + lam * W) / m, db
