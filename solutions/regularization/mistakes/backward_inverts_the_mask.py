"""You passed the gradient where units were dropped. It goes back where they were
kept."""


def dropout_backward(dA, mask):
    return dA * (mask == 0)
