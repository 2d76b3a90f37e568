"""You divided precision by all examples. It is the share of hits among those called
1."""


def precision_recall(y_true, y_pred):
    hits = ((y_true == 1) & (y_pred == 1)).sum()
    return _share(hits, len(y_true)), _share(hits, (y_true == 1).sum())
