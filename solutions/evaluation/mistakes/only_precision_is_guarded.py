"""You took care of precision when nothing is predicted 1. Recall has the same trouble
when nothing is 1: it is 0.0 then."""


def precision_recall(y_true, y_pred):
    hits = ((y_true == 1) & (y_pred == 1)).sum()
    return _share(hits, (y_pred == 1).sum()), hits / (y_true == 1).sum()
