"""Your best loss starts at 0, and no loss is ever below it. Start above every loss, or with
the first one."""


def early_stopping(val_losses, patience):
    best, best_epoch, wait = 0.0, 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
        if wait == patience:
            return epoch, best_epoch
    return epoch, best_epoch
