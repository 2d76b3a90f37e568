"""You compared the second column with a half. There may be more than two classes:
take each row's largest."""


def classes(P):
    return np.where(P[:, 1] >= 0.5, 1, 0)
