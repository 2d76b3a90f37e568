"""Your second value is the share of the zeros that were recognised, the specificity.
Recall is the share of the ones that were."""


def precision_recall(y_true, y_pred):
    hits = ((y_true == 1) & (y_pred == 1)).sum()
    rejected = ((y_true == 0) & (y_pred == 0)).sum()
    return _share(hits, (y_pred == 1).sum()), _share(rejected, (y_true == 0).sum())
