"""You turned the kernel by 180 degrees: that is the convolution of mathematics. Networks
lay it on the picture as it is, and so does this kata."""


def conv_forward(X, W, b, p, s):
    fh, fw, _, k = W.shape
    H, V = out_size(X.shape[1], fh, p, s), out_size(X.shape[2], fw, p, s)
    Z = im2col(_padded(X, p), fh, fw, s) @ W[::-1, ::-1].reshape(-1, k) + b
    return Z.reshape(len(X), H, V, k)
