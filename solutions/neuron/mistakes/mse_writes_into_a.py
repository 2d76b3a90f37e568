"""Your mse changed the outputs it was given: the errors were written into the caller's
array. Keep them in an array of your own."""


def mse(a, y):
    a -= y
    return np.mean(a**2)
