"""Every answer is class 0, whatever was learned."""


def predict(model, X):
    return np.zeros(len(X), dtype=int)
