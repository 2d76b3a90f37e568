"""One example and one class at a time."""

import math


def softmax(Z):
    Z = np.asarray(Z)
    if Z.ndim == 1:
        top = max(Z)
        powers = [math.exp(z - top) for z in Z]
        return np.array([power / sum(powers) for power in powers])
    return np.array([softmax(row) for row in Z])


def nll(P, y, eps=1e-12):
    total = 0.0
    for row, label in zip(P, y):
        total -= math.log(max(row[label], eps))
    return total / len(y)


def cross_entropy(P, Y, eps=1e-12):
    total = 0.0
    for p_row, y_row in zip(P, Y):
        for p, y in zip(p_row, y_row):
            total -= y * math.log(max(p, eps))
    return total / len(P)


def dlogits(P, Y):
    dZ = np.zeros(P.shape)
    for i, j in np.ndindex(P.shape):
        dZ[i, j] = (P[i, j] - Y[i, j]) / P.shape[0]
    return dZ


def softmax_backward(dP, P):
    dZ = np.zeros(P.shape)
    for i, (d, p) in enumerate(zip(dP, P)):
        dZ[i] = (np.diag(p) - np.outer(p, p)) @ d
    return dZ
