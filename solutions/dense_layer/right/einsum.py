"""einsum, and a step that does not call the way back."""


def dense_forward(X, W, b):
    return np.einsum("mj,jk->mk", X, W) + b[np.newaxis, :]


def dense_backward(dZ, X, W):
    dX = np.einsum("mk,jk->mj", dZ, W)
    return np.einsum("mj,mk->jk", X, dZ), np.einsum("mk->k", dZ), dX


def dense_step(dZ, X, W, b, lr):
    dX = np.einsum("mk,jk->mj", dZ, W)
    return W - np.einsum("mj,mk->jk", X, lr * dZ), b - np.einsum("mk->k", lr * dZ), dX
