"""You compared every label with every prediction, m times m pairs, as happens when one
of the arrays is a column. Compare each label with its own prediction only."""


def accuracy(y_true, y_pred):
    return (y_true[:, None] == y_pred).mean()
