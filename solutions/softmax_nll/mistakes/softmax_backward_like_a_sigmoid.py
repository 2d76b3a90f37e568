"""p (1 - p) is the diagonal of softmax's derivative, as if each score moved its own
probability only. The other entries of the row, -p_i p_j, are missing."""


def softmax_backward(dP, P):
    return dP * P * (1 - P)
