"""One number at a time."""

import math


def l2_cost(weights, lam, m):
    total = 0.0
    for W in weights:
        for w in W.ravel():
            total += float(w) ** 2
    return lam * total / m / 2


def l2_grads(dW, W, db, lam, m):
    out = np.zeros(W.shape)
    for i, j in np.ndindex(W.shape):
        out[i, j] = dW[i, j] + lam * W[i, j] / m
    return [out, db.copy()]


def dropout_forward(A, keep, rng, train=True):
    if not train:
        return [A, None]
    mask = np.zeros(A.shape)
    for index in np.ndindex(A.shape):
        if rng.random() < keep:
            mask[index] = 1 / keep
    return [A * mask, mask]


def dropout_backward(dA, mask):
    out = np.zeros(dA.shape)
    for index in np.ndindex(dA.shape):
        if mask[index]:
            out[index] = mask[index] * dA[index]
    return out


def early_stopping(val_losses, patience):
    best, best_epoch, bad, epoch = math.inf, None, 0, -1
    while bad < patience and epoch + 1 < len(val_losses):
        epoch += 1
        bad += 1
        if val_losses[epoch] < best:
            best, best_epoch, bad = val_losses[epoch], epoch, 0
    return [epoch, best_epoch]
