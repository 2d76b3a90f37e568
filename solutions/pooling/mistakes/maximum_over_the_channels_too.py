"""All your channels are equal: the maximum ran over them as well. Pool each channel by
itself."""


def max_pool_forward(X, f, s):
    m, h, w, c = X.shape
    H, V = (h - f) // s + 1, (w - f) // s + 1
    Y = np.zeros((m, H, V, c))
    for i in range(H):
        for j in range(V):
            Y[:, i, j] = X[:, i * s : i * s + f, j * s : j * s + f].max(axis=(1, 2, 3))[
                :, None
            ]
    return Y
