"""One over the number of classes is what blind chance reaches. Always naming the
commonest class reaches more, if classes are not equally common: take its share."""


def baseline(y):
    return 1 / len(np.unique(y))
