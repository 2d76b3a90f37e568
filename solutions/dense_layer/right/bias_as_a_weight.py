"""A column of ones beside the inputs, and the bias as a last row of the weights."""


def _bordered(X):
    return np.hstack([X, np.ones((len(X), 1), dtype=X.dtype)])


def dense_forward(X, W, b):
    return _bordered(X) @ np.vstack([W, b])


def dense_backward(dZ, X, W):
    both = _bordered(X).T @ dZ
    return both[:-1], both[-1], (W @ dZ.T).T


def dense_step(dZ, X, W, b, lr):
    new = np.vstack([W, b]) - lr * (_bordered(X).T @ dZ)
    return new[:-1], new[-1], np.tensordot(dZ, W, axes=(1, 1))
