"""Masks in float32 from a floor, drawn from the last unit to the first; running minima."""


def l2_cost(weights, lam, m):
    return float(sum(np.vdot(W, W) for W in weights)) / m * lam * 0.5


def l2_grads(dW, W, db, lam, m):
    return np.add(dW, np.multiply(W, lam / m)), np.array(db)


def dropout_forward(A, keep, rng, train=True):
    if not train:
        return A, None
    draws = rng.random(A.shape[::-1], dtype=np.float32).T
    mask = np.minimum(np.floor(draws + np.float32(keep)), 1) * np.float32(1 / keep)
    return np.where(mask > 0, A * mask, 0), mask


def dropout_backward(dA, mask):
    return np.where(mask == 0, 0, dA) * mask


def early_stopping(val_losses, patience):
    lowest = np.minimum.accumulate(val_losses)
    is_better = np.append(True, lowest[1:] < lowest[:-1])
    better = np.flatnonzero(is_better)
    ends = np.append(better[1:], len(val_losses))
    for start, end in zip(better, ends):
        if end - start > patience:
            return start + patience, start
    return len(val_losses) - 1, better[-1]
