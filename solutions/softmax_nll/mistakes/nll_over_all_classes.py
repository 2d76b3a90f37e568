"""You averaged the logarithms of all classes. Only the true class of each row
counts."""


def nll(P, y, eps=1e-12):
    return -np.log(np.maximum(P, eps)).mean()
