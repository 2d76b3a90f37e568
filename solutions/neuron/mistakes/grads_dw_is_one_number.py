"""You averaged dw over everything, and one number remained. Average over the examples
only: there is one slope for each weight."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return (dz[:, None] * X).mean(), dz.mean()
