"""You turned the kernels by 180 degrees. Mathematicians do; networks lay them on the
picture as they are."""


def _stage_forward(X, W, b):
    Z = conv_forward(X, W[::-1, ::-1], b, 0, 1)
    A = np.maximum(max_pool_forward(Z, 2, 2), 0)
    return A, (X, Z, A)


def _stage_backward(dA, W, cache):
    X, Z, A = cache
    dZ = max_pool_backward(dA * (A > 0), Z, 2, 2)
    dX, dW, db = conv_backward(dZ, X, W[::-1, ::-1], 0, 1)
    return dX, dW[::-1, ::-1], db
