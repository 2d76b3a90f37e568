"""You counted the agreements on class 1 only. Every agreement counts, whatever the
class."""


def accuracy(y_true, y_pred):
    return ((y_true == 1) & (y_pred == 1)).mean()
