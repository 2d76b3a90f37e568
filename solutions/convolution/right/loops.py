"""One multiplication at a time, and lists in place of tuples."""


def out_size(n, f, p, s):
    return len(range(0, n + 2 * p - f + 1, s))


def im2col(X, fh, fw, s):
    m, h, w, _ = X.shape
    rows = []
    for e in range(m):
        for top in range(0, h - fh + 1, s):
            for left in range(0, w - fw + 1, s):
                rows.append(X[e, top : top + fh, left : left + fw].flatten())
    return np.array(rows)


def _steps(m, h, w, W, p, s):
    """Output, input and weight of every product; input outside the picture is 0."""
    fh, fw, c, k = W.shape
    for e, i, j, o in np.ndindex(m, out_size(h, fh, p, s), out_size(w, fw, p, s), k):
        for a, d, q in np.ndindex(fh, fw, c):
            row, column = i * s + a - p, j * s + d - p
            if 0 <= row < h and 0 <= column < w:
                yield (e, i, j, o), (e, row, column, q), (a, d, q, o)


def conv_forward(X, W, b, p, s):
    m, h, w, _ = X.shape
    fh, fw, _, k = W.shape
    Z = np.zeros((m, out_size(h, fh, p, s), out_size(w, fw, p, s), k))
    Z += b
    for out, pixel, weight in _steps(m, h, w, W, p, s):
        Z[out] += X[pixel] * W[weight]
    return Z


def conv_backward(dZ, X, W, p, s):
    m, h, w, _ = X.shape
    dX, dW = np.zeros(X.shape), np.zeros(W.shape)
    for out, pixel, weight in _steps(m, h, w, W, p, s):
        dX[pixel] += dZ[out] * W[weight]
        dW[weight] += dZ[out] * X[pixel]
    return [dX, dW, np.array([dZ[..., o].sum() for o in range(W.shape[3])])]
