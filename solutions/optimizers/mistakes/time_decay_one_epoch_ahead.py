"""Your rate is that of the next epoch. Epochs count from 0, and in epoch 0 the rate
is still lr0."""


def time_decay(lr0, k, epoch):
    return lr0 / (1 + k * (epoch + 1))
