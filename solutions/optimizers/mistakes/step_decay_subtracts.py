"""You subtracted drop at each stair, and the rate can become negative. drop is a
factor."""


def step_decay(lr0, drop, every, epoch):
    return lr0 - drop * (epoch // every)
