"""The biases of the convolutions are missing: each kernel adds its own before the ReLU."""


def _stage_forward(X, W, b):
    Z = conv_forward(X, W, np.zeros_like(b), 0, 1)
    Y = max_pool_forward(Z, 2, 2)
    return np.maximum(Y, 0), (X, Z, Y)
