"""`dW += ...` writes into the caller's array. Make a new one."""


def l2_grads(dW, W, db, lam, m):
    dW += lam / m * W
    return dW, db
