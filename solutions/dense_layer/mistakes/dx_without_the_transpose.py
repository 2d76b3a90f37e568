"""For dX you multiplied by W as it is. On the way back the units are summed over, so W
must be transposed. With a square W NumPy cannot warn you."""


def dense_backward(dZ, X, W):
    return X.T @ dZ, dZ.sum(axis=0), dZ @ W
