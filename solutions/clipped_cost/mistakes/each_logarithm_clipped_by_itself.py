"""You lifted the argument of each logarithm to eps by itself, so a right certainty
costs 0. Both forms exist; this kata clips p on both sides, and such an answer costs
-log(1 - eps)."""


def binary_cross_entropy(p, y, eps=1e-7):
    p = np.asarray(p, dtype=np.float64)
    yes, no = np.log(np.maximum(p, eps)), np.log(np.maximum(1 - p, eps))
    return -np.mean(y * yes + (1 - y) * no)
