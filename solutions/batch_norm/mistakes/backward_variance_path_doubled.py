"""The path through the variance is twice too strong in your dX: the 2 of the square and
the 1/2 of the root cancel."""


def batch_norm_backward(dY, cache):
    X_hat, std = cache["X_hat"], cache["std"]
    dX_hat = cache["gamma"] * dY
    dX = (
        dX_hat - dX_hat.mean(axis=0) - 2 * X_hat * (dX_hat * X_hat).mean(axis=0)
    ) / std
    dgamma = (dY * X_hat).sum(axis=0)
    dbeta = dY.sum(axis=0)
    return dX, dgamma, dbeta
