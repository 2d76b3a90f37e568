"""Your rate falls in every epoch and is right only at the stairs. Between two stairs
it stays: count whole ones."""


def step_decay(lr0, drop, every, epoch):
    return lr0 * drop ** (epoch / every)
