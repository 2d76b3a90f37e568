"""Counts as matrix products and einsum of one-hot rows; numbers come as 0-d arrays."""


def accuracy(y_true, y_pred):
    return np.asarray(1 - np.count_nonzero(y_true != y_pred) / y_true.size)


def classes(P):
    return (P == np.amax(P, axis=1)[:, None]).argmax(axis=-1)


def confusion(y_true, y_pred, K):
    return np.einsum("mi,mj->ij", np.eye(K)[y_true], np.eye(K)[y_pred])


def precision_recall(y_true, y_pred):
    hits = np.asarray(y_true, dtype=float) @ y_pred
    totals = np.array([y_pred.sum(), y_true.sum()], dtype=float)
    return np.divide(hits, totals, out=np.zeros(2), where=totals > 0)


def f1(p, r):
    return np.asarray(2 * p * r / (p + r)) if p + r > 0 else np.asarray(0.0)


def baseline(y):
    return np.max(np.mean(y[:, None] == np.unique(y), axis=0))


def balanced_accuracy(y_true, y_pred):
    of_class = (y_true[:, None] == np.unique(y_true)).astype(float)
    recalls = (y_true == y_pred) @ of_class / of_class.sum(axis=0)
    return np.asarray(np.average(recalls))
