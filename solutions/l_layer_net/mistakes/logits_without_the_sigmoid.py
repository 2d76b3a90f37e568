"""You subtracted the labels from the logits. Turn them into probabilities first."""


def dlogits(logits, y):
    return (logits - y) / len(y)
