"""Where training never stops, you name the last epoch as the best. Remember the epoch of
the smallest loss when it occurs."""


def early_stopping(val_losses, patience):
    best, wait = float("inf"), 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, wait = loss, 0
        else:
            wait += 1
        if wait == patience:
            return epoch, epoch - patience
    return epoch, epoch
