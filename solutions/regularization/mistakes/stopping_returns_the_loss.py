"""You returned the smallest loss. Return the number of its epoch."""


def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        elif epoch - best == patience:
            break
    return epoch, val_losses[best]
