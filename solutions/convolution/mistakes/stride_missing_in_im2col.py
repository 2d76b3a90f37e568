"""Your windows begin one pixel apart. The next one begins s pixels further."""


def im2col(X, fh, fw, s):
    m, h, w, _ = X.shape
    H, V = out_size(h, fh, 0, s), out_size(w, fw, 0, s)
    windows = sliding_window_view(X, (fh, fw), axis=(1, 2))[:, :H, :V]
    return np.moveaxis(windows, 3, 5).reshape(m * H * V, -1)
