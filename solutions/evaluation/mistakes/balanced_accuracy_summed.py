"""You added the recalls of the classes. Take their mean."""


def balanced_accuracy(y_true, y_pred):
    return np.sum([(y_pred[y_true == c] == c).mean() for c in np.unique(y_true)])
