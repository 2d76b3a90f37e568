"""You divided by the brightest pixel of this batch. It differs between the training
set, the test set and your own picture; a black picture even divides by 0. The
constant 255 is the same for all."""


def scale(X):
    return X / X.max()
