"""You never stop. After patience epochs without a better one the training ends."""


def early_stopping(val_losses, patience):
    return len(val_losses) - 1, int(np.argmin(val_losses))
