"""Your gradient is right, but you multiplied the caller's X in place, and the pictures
are lost. Make a new array."""


def grads(X, y, w, b):
    dz = (sigmoid(X @ w + b) - y) / len(y)
    if X.dtype.kind == "f":
        X *= dz[:, np.newaxis]
        return X.sum(axis=0), dz.sum()
    return X.T @ dz, dz.sum()
