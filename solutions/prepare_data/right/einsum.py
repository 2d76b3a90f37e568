"""Other algebra: einsum, averaging as a product of matrices, masks, chosen numbers."""


def flatten(X):
    return np.stack([x.ravel() for x in X])


def scale(X):
    return np.interp(X, [0, 255], [0, 1])


def one_hot(y, K):
    return y[:, None] == np.arange(K)


def fit_scaler(Xtr):
    ones = np.full(len(Xtr), 1 / len(Xtr))
    mean = ones @ Xtr
    std = np.sqrt(np.einsum("i,ij,ij->j", ones, Xtr - mean, Xtr - mean))
    return mean, np.where((Xtr == Xtr[0]).all(axis=0), 1, std)


def standardise(Xtr, Xte):
    mean, std = fit_scaler(Xtr)
    both = (np.concatenate([Xtr, Xte]) - mean) @ np.diag(1 / std)
    return both[: len(Xtr)], both[len(Xtr) :]


def split(X, y, frac, rng):
    order = np.argsort(rng.random(len(X)))
    train, aside = np.split(order, [len(X) - int(len(X) * frac)])
    return [X[train], y[train], X[aside], y[aside]]


def own_image(img):
    return np.invert(img).reshape(1, -1).astype(float) / 255.0


def channels_first(X):
    return np.einsum("ihwc->ichw", X)


def shrink(img, f):
    def averaging(n):
        return np.kron(np.eye(n // f), np.ones(f) / f)

    return averaging(img.shape[0]) @ img @ averaging(img.shape[1]).T
