"""You counted one row and one column too far up: classes begin at 0."""


def confusion(y_true, y_pred, K):
    C = np.zeros((K, K), dtype=int)
    np.add.at(C, (np.asarray(y_true) - 1, np.asarray(y_pred) - 1), 1)
    return C
