"""You added a small number below the fraction. That avoids 0/0, but makes every other
value slightly too small. Return 0.0 where the count is 0, and divide exactly elsewhere."""


def precision_recall(y_true, y_pred):
    hits = ((y_true == 1) & (y_pred == 1)).sum()
    return hits / ((y_pred == 1).sum() + 1e-7), hits / ((y_true == 1).sum() + 1e-7)
