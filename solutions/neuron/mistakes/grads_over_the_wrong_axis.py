"""You averaged dw over the inputs, and it came out with one value for each example.
Average over the examples: one value for each weight remains."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return (dz[:, None] * X).mean(axis=1), dz.mean()
