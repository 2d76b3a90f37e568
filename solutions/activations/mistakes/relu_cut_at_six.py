"""You cut off what is above 6. Both forms exist (yours is called ReLU6); this kata uses
the one without an upper end."""


def relu(z):
    return np.clip(z, 0, 6)
