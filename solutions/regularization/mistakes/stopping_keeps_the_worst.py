"""You keep the epoch of the largest loss. A loss is better when it is smaller."""


def early_stopping(val_losses, patience):
    best, best_epoch, wait = -float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss > best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
        if wait == patience:
            return epoch, best_epoch
    return epoch, best_epoch
