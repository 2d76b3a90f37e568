"""Brackets are missing: only the mean was divided by the spread. The whole difference
is."""


def standardise(Xtr, Xte):
    mean, std = fit_scaler(Xtr)
    return Xtr - mean / std, Xte - mean / std
