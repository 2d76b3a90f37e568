"""Height and width are swapped in the size of your output: rows go with h and fh, columns
with w and fw."""


def conv_forward(X, W, b, p, s):
    fh, fw, _, k = W.shape
    Xp = _padded(X, p)
    H, V = out_size(X.shape[2], fh, p, s), out_size(X.shape[1], fw, p, s)
    Z = np.zeros((len(X), H, V, k))
    for i in range(min(H, out_size(X.shape[1], fh, p, s))):
        for j in range(min(V, out_size(X.shape[2], fw, p, s))):
            window = Xp[:, i * s : i * s + fh, j * s : j * s + fw]
            Z[:, i, j] = np.tensordot(window, W, 3) + b
    return Z
