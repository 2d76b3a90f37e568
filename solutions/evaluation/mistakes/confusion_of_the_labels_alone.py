"""Rows and columns are both the true labels. The column is the predicted class."""


def confusion(y_true, y_pred, K):
    C = np.zeros((K, K), dtype=int)
    np.add.at(C, (y_true, y_true), 1)
    return C
