"""A feature that never changes has spread 0, and dividing by it gives 0/0 = NaN (in
MNIST, many pixels at the border never do). Put 1 in place of such a spread."""


def fit_scaler(Xtr):
    return Xtr.mean(axis=0), Xtr.std(axis=0)
