"""You multiplied by 1 + k epoch, and the rate grows. Divide by it."""


def time_decay(lr0, k, epoch):
    return lr0 * (1 + k * epoch)
