"""Of equally probable classes you named the highest number. Both forms exist; this kata
names the lowest."""


def predict(X, P):
    p = forward(X, P)
    return p.shape[1] - 1 - np.argmax(p[:, ::-1], axis=1)
