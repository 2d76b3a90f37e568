"""You added the gradient. It points uphill: subtract it."""


def update(P, G, lr):
    return {name: P[name] + lr * G[name] for name in P}
