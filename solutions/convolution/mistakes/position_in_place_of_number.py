"""You numbered the windows by the pixel they begin at, so with a stride there are gaps of
zeros and lost windows. Window i begins at pixel i times s."""


def im2col(X, fh, fw, s):
    m, h, w, c = X.shape
    H, V = out_size(h, fh, 0, s), out_size(w, fw, 0, s)
    cols = np.zeros((m, H, V, fh, fw, c))
    for i in range(0, H, s):
        for j in range(0, V, s):
            cols[:, i, j] = X[:, i : i + fh, j : j + fw]
    return cols.reshape(m * H * V, -1)
