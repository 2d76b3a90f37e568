"""You return at the end of the first pass. The loop goes on until patience runs out
or the losses end."""


def early_stopping(val_losses, patience):
    return 0, 0
