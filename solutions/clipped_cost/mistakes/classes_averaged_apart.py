"""You averaged the positive and the negative examples apart, and added. There is one
mean, over all m examples."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, eps)
    yes, no = np.log(p[y == 1]), np.log(1 - p[y == 0])
    return -sum(part.mean() for part in (yes, no) if part.size)
