"""You scored how well the zeros are found. In this kata 1 is the positive class."""


def precision_recall(y_true, y_pred):
    hits = ((y_true == 0) & (y_pred == 0)).sum()
    return _share(hits, (y_pred == 0).sum()), _share(hits, (y_true == 0).sum())
