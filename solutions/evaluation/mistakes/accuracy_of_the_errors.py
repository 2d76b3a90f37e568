"""This is the share of wrong predictions, the error rate. Accuracy is the share of the
right ones."""


def accuracy(y_true, y_pred):
    return (y_true != y_pred).mean()
