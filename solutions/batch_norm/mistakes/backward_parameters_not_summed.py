"""dgamma and dbeta still have a row for each example. gamma and beta serve the whole
batch: sum over it."""


def batch_norm_backward(dY, cache):
    X_hat, std = cache["X_hat"], cache["std"]
    dX_hat = cache["gamma"] * dY
    dX = (dX_hat - dX_hat.mean(axis=0) - X_hat * (dX_hat * X_hat).mean(axis=0)) / std
    dgamma = dY * X_hat
    dbeta = dY
    return dX, dgamma, dbeta
