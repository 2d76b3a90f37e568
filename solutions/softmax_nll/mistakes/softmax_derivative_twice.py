"""You multiplied by p (1 - p) on top. P - Y already contains the derivative of softmax."""


def dlogits(P, Y):
    return (P - Y) * P * (1 - P) / len(Y)
