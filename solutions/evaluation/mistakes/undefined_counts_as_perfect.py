"""Without a single example to take a share of you return 1. Both forms exist; this kata
uses 0.0, so that never saying yes earns nothing."""


def precision_recall(y_true, y_pred):
    hits = ((y_true == 1) & (y_pred == 1)).sum()
    claimed, there = (y_pred == 1).sum(), (y_true == 1).sum()
    return hits / claimed if claimed else 1.0, hits / there if there else 1.0
