"""At p = 0 and p = 1 your gradient divides by 0. Clip p to [eps, 1 - eps] first, as in
the cost."""


def binary_cross_entropy_grad(p, y, eps=1e-7):
    return (p - y) / (p * (1 - p)) / len(p)
