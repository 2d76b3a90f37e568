"""Every answer is class 0, whatever was learned."""


def predict(X, P):
    return np.zeros(len(X), dtype=int)
