"""You averaged the errors first and squared afterwards, so that an error of +1 and one
of -1 cancel. Square each error, then average."""


def mse(a, y):
    return np.mean(a - y) ** 2
