"""You divided by m - 1 (ddof=1). Both forms exist; this kata divides by m, as np.std
does unless told otherwise."""


def fit_scaler(Xtr):
    std = Xtr.std(axis=0, ddof=1)
    return Xtr.mean(axis=0), np.where(std == 0, 1.0, std)
