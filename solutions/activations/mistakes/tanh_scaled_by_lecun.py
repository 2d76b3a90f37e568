"""You have 1.7159 tanh(2z/3), a scaled form. Both forms exist; this kata uses the plain
one, between -1 and 1."""


def tanh(z):
    return 1.7159 * np.tanh(2 / 3 * z)
