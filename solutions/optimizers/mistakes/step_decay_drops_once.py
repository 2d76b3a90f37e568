"""Your rate falls at the first stair only. It falls again at each further one."""


def step_decay(lr0, drop, every, epoch):
    return lr0 * drop if epoch >= every else lr0
