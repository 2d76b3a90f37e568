"""You measured the scaler on the test set. It is fitted on the training set alone."""


def standardise(Xtr, Xte):
    mean, std = fit_scaler(Xte)
    return (Xtr - mean) / std, (Xte - mean) / std
