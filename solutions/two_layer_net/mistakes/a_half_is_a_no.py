"""At exactly a half you say 0. Both forms exist; this kata says 1 there."""


def predict(X, P):
    A2, _ = forward(X, P)
    return np.where(A2[:, 0] > 0.5, 1, 0)
