"""You counted every agreement as a hit. A hit is a 1 that was called a 1."""


def precision_recall(y_true, y_pred):
    hits = (y_true == y_pred).sum()
    return _share(hits, (y_pred == 1).sum()), _share(hits, (y_true == 1).sum())
