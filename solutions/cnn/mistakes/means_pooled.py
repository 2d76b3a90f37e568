"""Your pools take means. Both exist; this network keeps the largest pixel of each
window."""

from katas.pooling.pooling import avg_pool_backward, avg_pool_forward


def _stage_forward(X, W, b):
    Z = conv_forward(X, W, b, 0, 1)
    return avg_pool_forward(np.maximum(Z, 0), 2, 2), (X, Z, Z)


def _below_pool(dA, Z, Y):
    return avg_pool_backward(dA, Z, 2, 2) * (Z > 0)
