"""In place on own copies, coins from other laws, and the stop found by argmin."""


def l2_cost(weights, lam, m):
    flat = np.concatenate([W.ravel() for W in weights]).astype(float)
    return np.asarray(flat @ flat * (0.5 * lam / m))


def l2_grads(dW, W, db, lam, m):
    out = W * lam
    out /= m
    out += dW
    return out, db + 0


def dropout_forward(A, keep, rng, train=True):
    if train:
        mask = rng.binomial(1, keep, A.size).astype(float)
        mask /= keep
        mask = mask.reshape(A.shape)
        out = A.astype(float)
        out *= mask
        return out, mask
    return A.copy(), None


def dropout_backward(dA, mask):
    out = dA.copy()
    out *= mask
    return out


def early_stopping(val_losses, patience):
    losses = np.array(val_losses)
    for epoch in range(len(losses)):
        best_epoch = np.argmin(losses[: epoch + 1])
        if epoch - best_epoch >= patience:
            break
    return np.int64(epoch), best_epoch
