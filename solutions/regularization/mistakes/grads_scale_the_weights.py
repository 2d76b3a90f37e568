"""`W *= ...` changed the caller's weights. Make a new array."""


def l2_grads(dW, W, db, lam, m):
    W *= lam / m
    return dW + W, db
