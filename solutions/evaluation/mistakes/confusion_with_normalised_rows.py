"""You divided every row by its sum, so the diagonal holds recalls. Both forms exist;
this kata wants whole counts."""


def confusion(y_true, y_pred, K):
    C = np.zeros((K, K))
    np.add.at(C, (y_true, y_pred), 1)
    return C / np.maximum(C.sum(axis=1, keepdims=True), 1)
