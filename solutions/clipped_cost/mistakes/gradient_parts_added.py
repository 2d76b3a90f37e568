"""For y = 0 your sign is wrong: the inner slope of log(1 - p) brings a minus of its
own."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    p = _clipped(p, eps)
    return -(y / p + (1 - y) / (1 - p)) / len(p)
