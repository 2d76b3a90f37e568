"""You divided by the number of classes. The mean is over the examples: divide by the
number of rows."""


def cross_entropy(P, Y, eps=1e-12):
    return -(Y * np.log(np.maximum(P, eps))).sum() / P.shape[1]
