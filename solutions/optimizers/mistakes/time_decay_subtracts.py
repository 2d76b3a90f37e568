"""You multiplied by 1 - k epoch, which falls below 0. Divide by 1 + k epoch."""


def time_decay(lr0, k, epoch):
    return lr0 * (1 - k * epoch)
