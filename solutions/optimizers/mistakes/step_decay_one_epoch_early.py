"""Your rate falls one epoch too early. Epochs count from 0: epochs 0 to every - 1
have lr0."""


def step_decay(lr0, drop, every, epoch):
    return lr0 * drop ** ((epoch + 1) // every)
