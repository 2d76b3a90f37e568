"""You divided the hits by the misses. Divide by both together: all that were called
1, and all that are 1."""


def precision_recall(y_true, y_pred):
    hits = ((y_true == 1) & (y_pred == 1)).sum()
    false = ((y_pred == 1) & (y_true != 1)).sum()
    missed = ((y_true == 1) & (y_pred != 1)).sum()
    return _share(hits, false), _share(hits, missed)
