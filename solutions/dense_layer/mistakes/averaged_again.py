"""Your dW and db are exactly m times too small. Both forms exist; in this kata dZ
already carries the 1/m of the cost, so nothing is divided here."""


def dense_backward(dZ, X, W):
    return X.T @ dZ / len(X), dZ.mean(axis=0), dZ @ W.T
