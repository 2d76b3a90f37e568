"""`if z > 0` asks one question of a whole array, and Python cannot answer it. Choose
number by number, with np.where or with a mask."""


def leaky_relu_prime(z, alpha=0.01):
    return 1.0 if z > 0 else alpha
