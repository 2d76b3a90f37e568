"""You repeated each gradient f times in both directions, which has the shape of X only where
windows lie side by side and nothing is left over. Start from zeros of X's shape."""


def avg_pool_backward(dY, X, f, s):
    return np.repeat(np.repeat(dY, f, axis=1), f, axis=2) / f**2
