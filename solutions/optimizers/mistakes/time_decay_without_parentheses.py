"""Only the 1 divides lr0, and k times epoch is added to the quotient: your rate
grows. The whole sum belongs into the denominator."""


def time_decay(lr0, k, epoch):
    return lr0 / 1 + k * epoch
