"""You kept each row's largest label and dropped the others. Y may hold any target
probabilities, and each one weighs its logarithm."""


def cross_entropy(P, Y, eps=1e-12):
    return nll(P, Y.argmax(axis=1), eps)
