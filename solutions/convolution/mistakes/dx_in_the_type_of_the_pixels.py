"""Your dX has the type of the pictures, and where their pixels are whole numbers it
cannot hold fractions. Make an array of floats."""


def conv_backward(dZ, X, W, p, s):
    _, h, w, _ = X.shape
    fh, fw, _, _ = W.shape
    _, H, V, _ = dZ.shape
    Xp = _padded(X, p)
    dXp, dW = np.zeros_like(Xp), np.zeros(W.shape)
    for i in range(H):
        for j in range(V):
            at = np.s_[:, i * s : i * s + fh, j * s : j * s + fw]
            dW += np.tensordot(Xp[at], dZ[:, i, j], axes=(0, 0))
            dXp[at] += np.tensordot(dZ[:, i, j], W, axes=(1, 3))
    return dXp[:, p : p + h, p : p + w], dW, dZ.sum(axis=(0, 1, 2))
