"""Your accuracy is in per cent. Both forms exist; this kata uses the share, from 0 to 1."""


def accuracy(y_true, y_pred):
    return 100 * (y_true == y_pred).mean()
