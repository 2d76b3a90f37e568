"""`dY *= ...` writes into the caller's array; and dgamma and dbeta, which come
after it, see gamma times dY. Make a new array."""


def batch_norm_backward(dY, cache):
    X_hat, std = cache["X_hat"], cache["std"]
    dY *= cache["gamma"]
    dX_hat = dY
    dX = (dX_hat - dX_hat.mean(axis=0) - X_hat * (dX_hat * X_hat).mean(axis=0)) / std
    dgamma = (dY * X_hat).sum(axis=0)
    dbeta = dY.sum(axis=0)
    return dX, dgamma, dbeta
