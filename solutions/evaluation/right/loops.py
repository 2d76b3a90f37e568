"""One example at a time, in plain Python numbers; a list where two values are returned."""


def accuracy(y_true, y_pred):
    right = 0
    for t, g in zip(y_true, y_pred):
        if t == g:
            right += 1
    return right / len(y_true)


def classes(P):
    found = np.zeros(len(P), dtype=int)
    for i, row in enumerate(P):
        for j in range(1, len(row)):
            if row[j] > row[found[i]]:
                found[i] = j
    return found


def confusion(y_true, y_pred, K):
    C = [[0] * K for _ in range(K)]
    for t, g in zip(y_true, y_pred):
        C[t][g] += 1
    return np.array(C)


def precision_recall(y_true, y_pred):
    hits = false_alarms = misses = 0
    for t, g in zip(y_true, y_pred):
        hits += t == 1 and g == 1
        false_alarms += t == 0 and g == 1
        misses += t == 1 and g == 0
    if hits == 0:
        return [0.0, 0.0]
    return [hits / (hits + false_alarms), hits / (hits + misses)]


def f1(p, r):
    if p == 0 or r == 0:
        return 0.0
    return 2 / (1 / p + 1 / r)


def baseline(y):
    counts = {}
    for label in y:
        counts[float(label)] = counts.get(float(label), 0) + 1
    return max(counts.values()) / len(y)


def balanced_accuracy(y_true, y_pred):
    seen, right = {}, {}
    for t, g in zip(y_true.tolist(), y_pred.tolist()):
        seen[t] = seen.get(t, 0) + 1
        right[t] = right.get(t, 0) + (t == g)
    return sum(right[c] / seen[c] for c in seen) / len(seen)
