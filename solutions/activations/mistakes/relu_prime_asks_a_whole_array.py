"""`if z > 0` asks one question of a whole array, and Python cannot answer it. A
comparison of arrays goes number by number by itself."""


def relu_prime(z):
    return 1.0 if z > 0 else 0.0
