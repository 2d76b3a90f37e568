"""You returned the squared error of each example. The cost is one number: their
mean."""


def mse(a, y):
    return (a - y) ** 2
