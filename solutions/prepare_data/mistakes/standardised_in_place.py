"""`-=` and `/=` write into the arrays that you were given, and fail where those hold
whole numbers. Make new arrays."""


def standardise(Xtr, Xte):
    mean, std = fit_scaler(Xtr)
    for X in (Xtr, Xte):
        X -= mean
        X /= std
    return Xtr, Xte
