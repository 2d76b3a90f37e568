"""You divided by all m times K entries. The cost is a mean over the m examples only."""


def dlogits(P, Y):
    return (P - Y) / np.size(Y)
