"""The first class is left out of the mean. Classes begin at 0."""


def balanced_accuracy(y_true, y_pred):
    rest = np.unique(y_true)[1:]
    return np.sum([(y_pred[y_true == c] == c).mean() for c in rest]) / (len(rest) + 1)
