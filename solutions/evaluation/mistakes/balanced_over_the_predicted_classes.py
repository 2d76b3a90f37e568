"""You average over the classes that were predicted. One that is never true has no
recall, and one that is never predicted is left out: take the classes in y_true."""


def balanced_accuracy(y_true, y_pred):
    return np.mean([np.mean(y_pred[y_true == c] == c) for c in np.unique(y_pred)])
