"""You returned the standard deviation first. The order is mean, std."""


def fit_scaler(Xtr):
    is_constant = np.ptp(Xtr, axis=0) == 0
    return np.where(is_constant, 1.0, Xtr.std(axis=0)), Xtr.mean(axis=0)
