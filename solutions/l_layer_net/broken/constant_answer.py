"""Every answer is class 0, whatever was learned."""


def predict(X, layers):
    return np.zeros(len(X), dtype=int)
