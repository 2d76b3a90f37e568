"""Jacobians and einsum."""


def softmax(Z):
    top = np.amax(Z, axis=-1)[..., np.newaxis]
    E = np.exp(Z - top)
    return np.einsum("...k,...->...k", E, 1 / np.einsum("...k->...", E))


def nll(P, y, eps=1e-12):
    right = np.take_along_axis(P, y[:, None], axis=1)
    return float(np.mean(-np.log(np.clip(right, eps, None))))


def cross_entropy(P, Y, eps=1e-12):
    return -np.einsum("mk,mk->", Y, np.log(np.clip(P, eps, None))) / P.shape[0]


def dlogits(P, Y):
    return (1 / Y.shape[0]) * P - (1 / Y.shape[0]) * Y


def softmax_backward(dP, P):
    K = P.shape[1]
    jacobian = np.einsum("mi,ij->mij", P, np.eye(K)) - np.einsum("mi,mj->mij", P, P)
    return np.einsum("mij,mj->mi", jacobian, dP)
