"""`if z >= 0` asks one question of a whole array, and Python cannot answer it. Choose
number by number, with np.where or with a mask."""


def sigmoid(z):
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))
