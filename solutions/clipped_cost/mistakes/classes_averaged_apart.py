"""You averaged over the yeses and over the noes apart, and added. The mean is one, over
all m examples."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = _clipped(p, eps)
    yes, no = np.log(p[y == 1]), np.log(1 - p[y == 0])
    return -sum(part.mean() for part in (yes, no) if part.size)
