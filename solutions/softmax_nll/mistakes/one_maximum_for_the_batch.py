"""You subtracted the maximum of the whole batch. A row far below it underflows to 0/0.
Subtract each row's own maximum."""


def softmax(Z):
    E = np.exp(Z - np.max(Z))
    return E / E.sum(axis=-1, keepdims=True)
