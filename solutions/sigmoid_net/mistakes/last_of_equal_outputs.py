"""Of equally strong outputs you named the highest number. Both forms exist; this kata names
the lowest."""


def predict(X, P):
    _, A2 = forward(X, P)
    return A2.shape[1] - 1 - np.argmax(A2[:, ::-1], axis=1)
