"""The pull is exactly m times too strong. Both forms exist; this kata's penalty is
divided by m, and so is its slope."""


def l2_grads(dW, W, db, lam, m):
    return dW + lam * W, db
