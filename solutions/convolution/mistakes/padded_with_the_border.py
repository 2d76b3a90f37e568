"""You repeated the pixels at the border. Other paddings exist; in this kata it is
zeros."""


def conv_forward(X, W, b, p, s):
    fh, fw, c, k = W.shape
    H, V = out_size(X.shape[1], fh, p, s), out_size(X.shape[2], fw, p, s)
    Xp = np.pad(X, ((0, 0), (p, p), (p, p), (0, 0)), mode="edge")
    Z = im2col(Xp, fh, fw, s) @ W.reshape(fh * fw * c, k) + b
    return Z.reshape(len(X), H, V, k)
