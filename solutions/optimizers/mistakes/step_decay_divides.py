"""You divided by drop, and the rate grows. Multiply by it."""


def step_decay(lr0, drop, every, epoch):
    return lr0 / drop ** (epoch // every)
