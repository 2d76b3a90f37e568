"""You averaged the errors and the inputs apart and multiplied the averages. Each
example's slope belongs to its own inputs: multiply first, then average."""


def grads(X, y, w, b):
    z = X @ w + b
    dz = 2 * (np.maximum(0, z) - y) * (z > 0)
    return dz.mean() * X.mean(axis=0), dz.mean()
