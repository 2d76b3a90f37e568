"""dgamma and dbeta have the shape (1, n): with keepdims=True the axis that was summed stays.
gamma and beta are flat, (n,)."""


def batch_norm_backward(dY, cache):
    X_hat, std = cache["X_hat"], cache["std"]
    dX_hat = cache["gamma"] * dY
    dX = (dX_hat - dX_hat.mean(axis=0) - X_hat * (dX_hat * X_hat).mean(axis=0)) / std
    dgamma = (dY * X_hat).sum(axis=0, keepdims=True)
    dbeta = dY.sum(axis=0, keepdims=True)
    return dX, dgamma, dbeta
