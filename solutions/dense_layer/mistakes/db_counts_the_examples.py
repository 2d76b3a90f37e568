"""Your db is m in every entry, the derivative of the sum of Z. Each example's share
must be multiplied by its dZ: that is the chain rule."""


def dense_backward(dZ, X, W):
    return X.T @ dZ, np.full(W.shape[1], float(len(X))), dZ @ W.T
