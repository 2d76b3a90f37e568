"""You divided recall by all examples. It is the share of the true ones that were
found."""


def precision_recall(y_true, y_pred):
    hits = ((y_true == 1) & (y_pred == 1)).sum()
    return _share(hits, (y_pred == 1).sum()), _share(hits, len(y_true))
