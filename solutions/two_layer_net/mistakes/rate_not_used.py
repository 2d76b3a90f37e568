"""You subtracted the whole gradient. The learning rate says how much of it."""


def update(P, G, lr):
    return {name: P[name] - G[name] for name in P}
