"""Your epochs count from 1. Here the first is epoch 0."""


def early_stopping(val_losses, patience):
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
        if wait == patience:
            return epoch + 1, best_epoch + 1
    return epoch + 1, best_epoch + 1
