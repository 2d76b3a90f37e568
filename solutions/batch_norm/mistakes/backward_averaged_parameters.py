"""Your dgamma and dbeta are exactly m times too small. Sum over the batch: dY already
carries the 1/m."""


def batch_norm_backward(dY, cache):
    X_hat, std = cache["X_hat"], cache["std"]
    dX_hat = cache["gamma"] * dY
    dX = (dX_hat - dX_hat.mean(axis=0) - X_hat * (dX_hat * X_hat).mean(axis=0)) / std
    dgamma = (dY * X_hat).mean(axis=0)
    dbeta = dY.mean(axis=0)
    return dX, dgamma, dbeta
