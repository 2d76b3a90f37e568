"""Your decisions are a column, (m, 1). predict returns one class number for each example,
flat: (m,)."""


def predict(X, P):
    A2, _ = forward(X, P)
    return np.where(A2 >= 0.5, 1, 0)
