"""Your rate falls one epoch too late. Epochs count from 0: epoch number `every` is
the first after the stair."""


def step_decay(lr0, drop, every, epoch):
    return lr0 * drop ** (max(epoch - 1, 0) // every)
