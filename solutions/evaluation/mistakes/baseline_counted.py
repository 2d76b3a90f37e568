"""You returned how often the commonest class occurs. Its share is asked for: divide by
the number of examples."""


def baseline(y):
    return np.unique(y, return_counts=True)[1].max()
