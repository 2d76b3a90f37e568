"""You squared outputs and targets and then subtracted. Subtract first: it is the error
that is squared."""


def mse(a, y):
    return np.mean(a**2 - y**2)
