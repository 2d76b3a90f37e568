"""np.log2 gives bits. This kata uses natural logarithms: np.log."""


def cost(logits, y):
    return np.logaddexp(0, np.where(y == 1, -logits, logits)).mean() / np.log(2)
