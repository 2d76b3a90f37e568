"""You took the number of columns from the largest label of this batch. If the last
class does not occur in it, a column is missing: use K."""


def one_hot(y, K):
    return np.eye(int(y.max()) + 1)[y]
