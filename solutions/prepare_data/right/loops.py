"""One number at a time."""


def flatten(X):
    rows = []
    for x in X:
        rows.append([x[index] for index in np.ndindex(x.shape)])
    return np.array(rows)


def scale(X):
    scaled = np.zeros(X.shape)
    for index in np.ndindex(X.shape):
        scaled[index] = float(X[index]) / 255
    return scaled


def one_hot(y, K):
    return np.array([[1 if k == label else 0 for k in range(K)] for label in y])


def fit_scaler(Xtr):
    means, stds = [], []
    for column in Xtr.T.astype(float):
        mean = sum(column) / len(column)
        std = (sum((x - mean) ** 2 for x in column) / len(column)) ** 0.5
        means.append(mean)
        stds.append(1.0 if max(column) == min(column) else std)
    return means, stds


def standardise(Xtr, Xte):
    means, stds = fit_scaler(Xtr)
    both = []
    for X in (Xtr, Xte):
        both.append(np.zeros(X.shape))
        for i, j in np.ndindex(X.shape):
            both[-1][i, j] = (X[i, j] - means[j]) / stds[j]
    return both


def split(X, y, frac, rng):
    numbers = list(range(len(X)))
    rng.shuffle(numbers)
    aside = [numbers.pop() for _ in range(int(frac * len(X)))]
    X_parts = [np.array([X[i] for i in part]) for part in (numbers, aside)]
    y_parts = [np.array([y[i] for i in part]) for part in (numbers, aside)]
    return X_parts[0], y_parts[0], X_parts[1].reshape(-1, *X.shape[1:]), y_parts[1]


def own_image(img):
    return [[(255 - int(pixel)) / 255 for row in img for pixel in row]]


def channels_first(X):
    m, h, w, c = X.shape
    moved = np.empty((m, c, h, w), dtype=X.dtype)
    for i, r, s, k in np.ndindex(X.shape):
        moved[i, k, r, s] = X[i, r, s, k]
    return moved


def shrink(img, f):
    h, w = img.shape
    small = np.zeros((h // f, w // f))
    for r, s in np.ndindex(small.shape):
        small[r, s] = img[r * f : r * f + f, s * f : s * f + f].mean()
    return small
