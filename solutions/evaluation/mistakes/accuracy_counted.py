"""You counted the right predictions. Accuracy is their share: divide by the number of
examples."""


def accuracy(y_true, y_pred):
    return (y_true == y_pred).sum()
