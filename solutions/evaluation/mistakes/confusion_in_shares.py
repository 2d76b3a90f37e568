"""You divided by the number of examples. The table holds counts."""


def confusion(y_true, y_pred, K):
    C = np.zeros((K, K))
    np.add.at(C, (y_true, y_pred), 1)
    return C / len(y_true)
