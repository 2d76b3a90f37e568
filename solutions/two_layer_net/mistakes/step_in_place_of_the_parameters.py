"""You returned the step alone. Subtract it from the parameters."""


def update(P, G, lr):
    return {name: -lr * G[name] for name in P}
