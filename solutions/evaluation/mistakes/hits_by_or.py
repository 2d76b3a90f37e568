"""Hits are where both are 1: `&`, not `|`."""


def precision_recall(y_true, y_pred):
    hits = ((y_true == 1) | (y_pred == 1)).sum()
    return _share(hits, (y_pred == 1).sum()), _share(hits, (y_true == 1).sum())
