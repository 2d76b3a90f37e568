"""Your sum is set to 0 for every example anew, so that only the last one is left in
it. Set it to 0 once, before the loop."""


def mse(a, y):
    return (np.ravel(a)[-1] - np.ravel(y)[-1]) ** 2 / np.size(a)
