"""In place on own copies, with sorting, masks and bincount; numbers as Python floats."""


def accuracy(y_true, y_pred):
    wrong = np.array(y_pred, dtype=float)
    wrong -= y_true
    return float(np.mean(wrong == 0))


def classes(P):
    flipped = P.copy()
    flipped *= -1
    return np.argsort(flipped, axis=1, kind="stable")[:, 0]


def confusion(y_true, y_pred, K):
    cell = y_true.astype(np.int64)
    cell *= K
    cell += y_pred
    return np.bincount(cell, minlength=K * K).reshape(K, K)


def precision_recall(y_true, y_pred):
    truth, guess = y_true > 0.5, y_pred > 0.5
    precision = float(truth[guess].mean()) if guess.any() else 0.0
    recall = float(guess[truth].mean()) if truth.any() else 0.0
    return precision, recall


def f1(p, r):
    try:
        return float(p) * float(r) / ((float(p) + float(r)) / 2)
    except ZeroDivisionError:
        return 0.0


def baseline(y):
    ordered = y.copy()
    ordered.sort()
    ends = np.flatnonzero(np.append(ordered[1:] != ordered[:-1], True))
    return float(np.diff(ends, prepend=-1).max() / y.size)


def balanced_accuracy(y_true, y_pred):
    _, number = np.unique(y_true, return_inverse=True)
    right = np.bincount(number, weights=y_true == y_pred)
    right /= np.bincount(number)
    return float(right.mean())
