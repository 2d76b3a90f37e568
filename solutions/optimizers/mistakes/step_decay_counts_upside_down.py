"""You divided every by epoch. The number of drops is epoch // every."""


def step_decay(lr0, drop, every, epoch):
    return lr0 * drop ** (every // epoch)
