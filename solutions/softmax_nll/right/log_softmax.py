"""By way of the logarithm, and in place on own copies."""


def softmax(Z):
    Z = np.array(Z, dtype=float)
    Z -= Z.max(axis=-1, keepdims=True)
    Z -= np.log(np.exp(Z).sum(axis=-1, keepdims=True))
    return np.exp(Z, out=Z)


def nll(P, y, eps=1e-12):
    return cross_entropy(P, np.eye(P.shape[1])[y], eps)


def cross_entropy(P, Y, eps=1e-12):
    P = P.copy()
    P[P < eps] = eps
    np.log(P, out=P)
    P *= Y
    return -P.sum() / len(P)


def dlogits(P, Y):
    dZ = P.copy()
    dZ -= Y
    dZ /= P.shape[0]
    return dZ


def softmax_backward(dP, P):
    dZ = P * dP
    dZ -= P * dZ.sum(axis=1)[:, np.newaxis]
    return dZ
