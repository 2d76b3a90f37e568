"""You took 1 minus the mean distance of the class numbers. Classes are names: 9 is not
further from 0 than 1 is. Count the equal ones."""


def accuracy(y_true, y_pred):
    return 1 - np.mean(np.abs(y_true.astype(float) - y_pred))
