"""You measured the test set anew. Then equal examples become different numbers in the
two sets: use the training set's mean and std for both."""


def standardise(Xtr, Xte):
    means, stds = zip(fit_scaler(Xtr), fit_scaler(Xte), strict=True)
    return (Xtr - means[0]) / stds[0], (Xte - means[1]) / stds[1]
