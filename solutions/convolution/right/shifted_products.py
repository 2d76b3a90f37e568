"""One matrix product for each of the fh·fw weights of a channel; in place on own
copies."""


def out_size(n, f, p, s):
    return int(np.floor((n - f + p + p) / s)) + 1


def _shifts(h, w, fh, fw, s):
    H, V = out_size(h, fh, 0, s), out_size(w, fw, 0, s)
    for i in range(fh):
        for j in range(fw):
            yield (
                i,
                j,
                np.s_[:, i : i + (H - 1) * s + 1 : s, j : j + (V - 1) * s + 1 : s],
            )


def im2col(X, fh, fw, s):
    m, h, w, c = X.shape
    cols = np.empty((m, out_size(h, fh, 0, s), out_size(w, fw, 0, s), fh, fw, c))
    for i, j, at in _shifts(h, w, fh, fw, s):
        cols[..., i, j, :] = X[at]
    return cols.reshape(-1, fh * fw * c)


def conv_forward(X, W, b, p, s):
    fh, fw, _, _ = W.shape
    X = np.pad(X, [(0, 0), (p, p), (p, p), (0, 0)])
    Z = b.copy()
    for i, j, at in _shifts(X.shape[1], X.shape[2], fh, fw, s):
        Z = Z + X[at] @ W[i, j]
    return Z


def conv_backward(dZ, X, W, p, s):
    fh, fw, _, _ = W.shape
    _, h, w, _ = X.shape
    X = np.pad(X, [(0, 0), (p, p), (p, p), (0, 0)])
    dX, dW = np.zeros(X.shape), np.empty(W.shape)
    for i, j, at in _shifts(X.shape[1], X.shape[2], fh, fw, s):
        dX[at] += dZ @ W[i, j].T
        dW[i, j] = np.tensordot(X[at], dZ, axes=([0, 1, 2], [0, 1, 2]))
    return dX[:, p : p + h, p : p + w], dW, dZ.sum(axis=2).sum(axis=1).sum(axis=0)
