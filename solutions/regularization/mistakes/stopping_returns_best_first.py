"""Your values are right, but the order is: last epoch run, then best epoch."""


def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        elif epoch - best == patience:
            break
    return best, epoch
