"""Your count of bad epochs goes on after an improvement. Only those in a row count: begin
anew at 0."""


def early_stopping(val_losses, patience):
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, best_epoch = loss, epoch
        else:
            wait += 1
        if wait == patience:
            return epoch, best_epoch
    return epoch, best_epoch
