"""You took the softmax of P, which are probabilities already."""


def cross_entropy(P, Y, eps=1e-12):
    return -(Y * np.log(np.maximum(softmax(P), eps))).sum(axis=1).mean()
