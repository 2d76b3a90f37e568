"""You turned the kernel by 180 degrees: that is the convolution of mathematics. Networks
lay it on the picture as it is, and so does this kata."""


def conv_forward(X, W, b, p, s):
    return _correlated(_padded(X, p, p), W[::-1, ::-1], s) + b
