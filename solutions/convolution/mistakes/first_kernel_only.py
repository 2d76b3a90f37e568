"""All kernels have the output of the first. Each has weights of its own."""

_right = conv_forward


def conv_forward(X, W, b, p, s):
    return _right(X, np.repeat(W[..., :1], W.shape[-1], axis=-1), b, p, s)
