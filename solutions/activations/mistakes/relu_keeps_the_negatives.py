"""You kept the negative side and set the positive one to 0: minimum and maximum changed
places."""


def relu(z):
    return np.minimum(z, 0)
