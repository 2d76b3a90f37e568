"""You took one mean and one spread of all numbers. Each feature, a column, has its
own: axis=0."""


def fit_scaler(Xtr):
    return Xtr.mean(), Xtr.std()
