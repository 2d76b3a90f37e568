"""You took a tie for an improvement, so that a plateau never ends. The loss must be strictly
below the best."""


def early_stopping(val_losses, patience):
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss <= best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
        if wait == patience:
            return epoch, best_epoch
    return epoch, best_epoch
