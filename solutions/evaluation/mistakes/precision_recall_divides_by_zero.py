"""Where nothing is predicted 1, or nothing is 1, you divide by 0. Look at the count
before you divide by it: without any examples the share is 0.0."""


def precision_recall(y_true, y_pred):
    hits = ((y_true == 1) & (y_pred == 1)).sum()
    return hits / (y_pred == 1).sum(), hits / (y_true == 1).sum()
