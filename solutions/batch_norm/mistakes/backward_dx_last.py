"""Your values are right, but the order is dX, dgamma, dbeta."""


def batch_norm_backward(dY, cache):
    X_hat, std = cache["X_hat"], cache["std"]
    d = cache["gamma"] * dY
    dX = (d - d.mean(axis=0) - X_hat * (d * X_hat).mean(axis=0)) / std
    return (dY * X_hat).sum(axis=0), dY.sum(axis=0), dX
