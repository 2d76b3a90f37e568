"""Your dw is the mean error times the mean picture. The mean of products is wanted:
each example's error times its own pixels."""


def _slopes(X, y, p):
    return X.mean(axis=0) * (p - y).mean(), (p - y).mean()
