"""Your table has a row for every class up to the highest label found here. It must be K
x K, so that tables of different samples can be compared."""


def confusion(y_true, y_pred, K):
    size = max(y_true.max(), y_pred.max()) + 1
    C = np.zeros((size, size), dtype=int)
    np.add.at(C, (y_true, y_pred), 1)
    return C
