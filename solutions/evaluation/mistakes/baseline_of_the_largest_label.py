"""You took the share of the class with the largest number. The class that occurs most
often is meant, whatever its number."""


def baseline(y):
    return (y == y.max()).mean()
