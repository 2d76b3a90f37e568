"""`&` between two arrays of numbers works bit by bit, and floats have no bits to combine.
Labels may be 0.0 and 1.0: compare with 1 first, and combine the comparisons."""


def precision_recall(y_true, y_pred):
    hits = (y_true & y_pred).sum()
    return _share(hits, y_pred.sum()), _share(hits, y_true.sum())
