"""You averaged over the features of each example. The statistics belong to a feature,
over the batch: axis=0."""


def batch_norm_backward(dY, cache):
    X_hat, std = cache["X_hat"], cache["std"]
    d = cache["gamma"] * dY
    mean = d.mean(axis=1, keepdims=True)
    spread = X_hat * (d * X_hat).mean(axis=1, keepdims=True)
    return (d - mean - spread) / std, (dY * X_hat).sum(axis=0), dY.sum(axis=0)
