"""You measured the rows, one example at a time. A feature is a column: its mean runs
over the examples."""


def fit_scaler(Xtr):
    std = Xtr.std(axis=1)
    return Xtr.mean(axis=1), np.where(std == 0, 1.0, std)
