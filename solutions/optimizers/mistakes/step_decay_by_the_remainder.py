"""You counted with %, the remainder. // counts the whole steps."""


def step_decay(lr0, drop, every, epoch):
    return lr0 * drop ** (epoch % every)
