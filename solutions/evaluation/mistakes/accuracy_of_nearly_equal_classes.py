"""You compared with a tolerance, which grows with the numbers: 100,003 passes for
100,004. Class numbers are names: a prediction is right only if the two are equal."""


def accuracy(y_true, y_pred):
    return np.isclose(y_true, y_pred).mean()
