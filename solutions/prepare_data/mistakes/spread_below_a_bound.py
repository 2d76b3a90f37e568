"""You took every small spread for none. A feature in tiny units has one, too: ask whether
its largest value equals its smallest."""


def fit_scaler(Xtr):
    std = Xtr.std(axis=0)
    return Xtr.mean(axis=0), np.where(std < 1e-8, 1.0, std)
