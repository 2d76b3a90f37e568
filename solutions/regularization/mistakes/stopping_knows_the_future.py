"""Your best epoch may lie behind the stop. Training was over by then: only epochs up to
stop_epoch count."""


def early_stopping(val_losses, patience):
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(val_losses):
        if loss < best:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
        if wait == patience:
            return epoch, int(np.argmin(val_losses))
    return epoch, best_epoch
