"""Your dgamma has gamma in it: sum dY times X_hat, not times the scaled features."""


def batch_norm_backward(dY, cache):
    X_hat, std = cache["X_hat"], cache["std"]
    d = cache["gamma"] * dY
    dX = (d - d.mean(axis=0) - X_hat * (d * X_hat).mean(axis=0)) / std
    return dX, (d * X_hat).sum(axis=0), dY.sum(axis=0)
