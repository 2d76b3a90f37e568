"""Your dW belongs to the last example only. If you loop, start from zeros and add each
example's share; an assignment forgets the ones before."""


def dense_backward(dZ, X, W):
    return np.outer(X[-1], dZ[-1]), dZ.sum(axis=0), dZ @ W.T
