"""You compared each loss with the one before it. An improvement must beat the best of all
epochs before."""


def early_stopping(val_losses, patience):
    best_epoch, wait = 0, 0
    for epoch, loss in enumerate(val_losses):
        if epoch > 0 and loss >= val_losses[epoch - 1]:
            wait += 1
        else:
            wait = 0
        if loss < val_losses[best_epoch]:
            best_epoch = epoch
        if wait == patience:
            break
    return epoch, best_epoch
