"""You stop at the first epoch that is no better. patience says how many are waited
for."""


def early_stopping(val_losses, patience):
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        elif epoch:
            break
    return epoch, best
