"""A class that is predicted but never true entered your mean with a recall of 0. Average
only over the classes that occur in y_true."""


def balanced_accuracy(y_true, y_pred):
    recalls = [
        _share(((y_true == c) & (y_pred == c)).sum(), (y_true == c).sum())
        for c in np.union1d(y_true, y_pred)
    ]
    return np.mean(recalls)
