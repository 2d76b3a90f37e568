"""You summed the inputs. The bias's gradient is the sum of dZ: its input is always
1."""


def dense_backward(dZ, X, W):
    return X.T @ dZ, np.sum(X, axis=0), dZ @ W.T
