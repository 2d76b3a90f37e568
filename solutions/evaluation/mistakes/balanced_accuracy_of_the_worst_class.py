"""You took the lowest recall. Take the mean over the classes."""


def balanced_accuracy(y_true, y_pred):
    return np.min([(y_pred[y_true == c] == c).mean() for c in np.unique(y_true)])
