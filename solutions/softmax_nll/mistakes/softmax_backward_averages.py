"""You took the mean of dP times P in the bracket. It is their sum: the probabilities
are weights already."""


def softmax_backward(dP, P):
    return P * (dP - (dP * P).mean(axis=1, keepdims=True))
