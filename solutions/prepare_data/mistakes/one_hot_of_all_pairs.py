"""`Y[:, y] = 1` fills these columns in every row. Pair rows with labels, row 0 with
label 0 and so on."""


def one_hot(y, K):
    Y = np.zeros((len(y), K))
    Y[:, y] = 1
    return Y
