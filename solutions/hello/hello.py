"""The smallest model: one input, one weight, one bias."""


def predict(x, w, b):
    """Return the prediction of a model with one weight and one bias.

    Parameters
    ----------
    x : float
        Input. Integers are accepted, too.
    w : float
        Weight: by how much the prediction grows when x grows by 1.
    b : float
        Bias: the prediction for an input of 0.

    Returns
    -------
    number
        The weight times the input, plus the bias; not rounded.
    """
    return w * x + b
