"""Only the first row of Z is filled: you return inside the loop. The return stands
after the loop, one level further out."""


def dense_forward(X, W, b):
    Z = np.zeros((len(X), W.shape[1]))
    Z[0] = X[0] @ W + b
    return Z
