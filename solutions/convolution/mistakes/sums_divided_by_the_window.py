"""You averaged over the window. The products are added."""

_right = conv_forward


def conv_forward(X, W, b, p, s):
    return _right(X, W / W[..., 0].size, b, p, s)
