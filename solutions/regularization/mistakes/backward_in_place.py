"""`dA *= mask` writes into the caller's array. Make a new one."""


def dropout_backward(dA, mask):
    dA *= mask
    return dA
