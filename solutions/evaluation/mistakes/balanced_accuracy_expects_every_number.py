"""You went through all numbers from 0 to the largest label and counted those without an
example as 0. Classes are any numbers: average over those that occur in y_true."""


def balanced_accuracy(y_true, y_pred):
    recalls = [
        _share(((y_true == c) & (y_pred == c)).sum(), (y_true == c).sum())
        for c in range(int(y_true.max()) + 1)
    ]
    return np.mean(recalls)
