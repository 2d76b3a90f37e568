"""Yours is the transpose. Both layouts exist; in this kata rows are the truth, columns
the prediction."""


def confusion(y_true, y_pred, K):
    C = np.zeros((K, K), dtype=int)
    np.add.at(C, (y_pred, y_true), 1)
    return C
