"""You subtracted the class numbers. Subtract the one-hot rows."""


def dlogits(P, Y):
    return (P - Y.argmax(axis=1)[:, None]) / len(Y)
