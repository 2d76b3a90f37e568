"""As most programs write it: uniform numbers below keep, and a counter that is reset."""


def l2_cost(weights, lam, m):
    return lam / (2 * m) * np.sum([np.linalg.norm(W) ** 2 for W in weights])


def l2_grads(dW, W, db, lam, m):
    return dW + (lam / m) * W, db


def dropout_forward(A, keep, rng, train=True):
    mask = None
    if train:
        mask = (rng.random(A.shape) < keep) / keep
        A = A * mask
    return A, mask


def dropout_backward(dA, mask):
    return np.multiply(dA, mask)


def early_stopping(val_losses, patience):
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
            if wait >= patience:
                return epoch, best_epoch
    return len(val_losses) - 1, best_epoch
