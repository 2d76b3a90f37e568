"""You returned the variance. The standard deviation is its square root."""


def fit_scaler(Xtr):
    var = Xtr.var(axis=0)
    return Xtr.mean(axis=0), np.where(var == 0, 1.0, var)
