"""np.log2 gives bits. This kata uses natural logarithms: np.log."""


def cross_entropy(P, Y, eps=1e-12):
    return -(Y * np.log2(np.maximum(P, eps))).sum(axis=1).mean()
