"""You compared the scores themselves with the labels. Compare the probabilities."""


def grads(X, Y, P):
    return _slopes(X, (X @ P["W"] + P["b"] - Y) / len(Y))
