"""You put k in front when you laid the kernels flat, without moving the axis: weights of
different kernels get mixed. k is the last axis: keep it there."""


def conv_forward(X, W, b, p, s):
    fh, fw, _, k = W.shape
    H, V = out_size(X.shape[1], fh, p, s), out_size(X.shape[2], fw, p, s)
    Z = im2col(_padded(X, p), fh, fw, s) @ W.reshape(k, -1).T + b
    return Z.reshape(len(X), H, V, k)
