"""You took the mean of the squares minus the squared mean. On paper that is the variance;
with numbers near 1e8 the difference has no digits left, and squares of uint8 wrap around.
Subtract the mean first, then square."""


def batch_norm_running(run_mu, run_var, X, momentum=0.9):
    mean = X.mean(axis=0)
    variance = (X**2).mean(axis=0) - mean**2
    return (
        momentum * run_mu + (1 - momentum) * mean,
        momentum * run_var + (1 - momentum) * variance,
    )
