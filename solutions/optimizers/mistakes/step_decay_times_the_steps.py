"""You multiplied by the number of drops. Each drop is a factor of its own: a
power."""


def step_decay(lr0, drop, every, epoch):
    return lr0 * drop * (epoch // every)
