"""You compared a probability with 0, so that every answer is 1. It is the sum before
the sigmoid that is compared with 0."""


def predict(X, P):
    A2, _ = forward(X, P)
    return np.where(A2[:, 0] >= 0, 1, 0)
