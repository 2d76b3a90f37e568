"""gamma is a factor of your dgamma and dbeta. It belongs to the way to X alone: beta is
added after the scale, and gamma itself is multiplied by X_hat only."""


def batch_norm_backward(dY, cache):
    X_hat, std = cache["X_hat"], cache["std"]
    dX_hat = cache["gamma"] * dY
    dX = (dX_hat - dX_hat.mean(axis=0) - X_hat * (dX_hat * X_hat).mean(axis=0)) / std
    dgamma = (dX_hat * X_hat).sum(axis=0)
    dbeta = dX_hat.sum(axis=0)
    return dX, dgamma, dbeta
