"""You returned one number for the whole batch. Compare element by element: every
example has a label of its own."""


def make_labels(digits):
    return float(0 in digits)
