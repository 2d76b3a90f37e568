"""No count of yours is above 1, however often the pair occurs. `C[y_true, y_pred] += 1`
does so: it writes every cell once. Use `np.add.at`, or a loop over the examples."""


def confusion(y_true, y_pred, K):
    C = np.zeros((K, K), dtype=int)
    C[y_true, y_pred] += 1
    return C
