"""Averages as two matrix products; maxima by reshaped copies; in place on own copies."""


def _averager(n, f, s):
    """One row for each window: 1/f over its pixels."""
    A = np.zeros(((n - f) // s + 1, n))
    for i, row in enumerate(A):
        row[i * s : i * s + f] = 1 / f
    return A


def _columns(X, f, s):
    m, h, w, c = X.shape
    H, V = 1 + (h - f) // s, 1 + (w - f) // s
    rows = s * np.arange(H)[:, None, None, None] + np.arange(f)[:, None]
    columns = s * np.arange(V)[:, None, None] + np.arange(f)
    return X[:, rows, columns].reshape(m, H, V, f * f, c), rows, columns


def max_pool_forward(X, f, s):
    return np.sort(_columns(X, f, s)[0], axis=3)[:, :, :, -1]


def max_pool_backward(dY, X, f, s):
    pixels, rows, columns = _columns(X, f, s)
    m, H, V, _, c = pixels.shape
    wins = np.zeros(pixels.shape)
    np.put_along_axis(wins, np.argmax(pixels, axis=3)[:, :, :, None], 1, axis=3)
    wins *= dY[:, :, :, None]
    dX = np.zeros(X.shape)
    where = (slice(None), *np.broadcast_arrays(rows, columns))
    np.add.at(dX, where, wins.reshape(m, H, V, f, f, c))
    return dX


def avg_pool_forward(X, f, s):
    down, across = _averager(X.shape[1], f, s), _averager(X.shape[2], f, s)
    return np.einsum("ih,jw,mhwc->mijc", down, across, X)


def avg_pool_backward(dY, X, f, s):
    down, across = _averager(X.shape[1], f, s), _averager(X.shape[2], f, s)
    return np.einsum("ih,jw,mijc->mhwc", down, across, dY)
