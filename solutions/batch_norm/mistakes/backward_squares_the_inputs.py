"""The part by the spread has X_hat twice outside of the mean. Once is enough."""


def batch_norm_backward(dY, cache):
    X_hat, std = cache["X_hat"], cache["std"]
    d = cache["gamma"] * dY
    dX = (d - d.mean(axis=0) - X_hat**2 * (d * X_hat).mean(axis=0)) / std
    return dX, (dY * X_hat).sum(axis=0), dY.sum(axis=0)
