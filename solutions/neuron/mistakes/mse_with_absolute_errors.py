"""You averaged the sizes of the errors. The mean squared error squares each of them
first, so that a large error weighs more."""


def mse(a, y):
    return np.mean(np.abs(a - y))
