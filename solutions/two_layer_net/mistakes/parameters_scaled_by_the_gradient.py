"""Brackets in the wrong place: the gradient is multiplied by lr, and the product is
subtracted."""


def update(P, G, lr):
    return {name: (P[name] - lr) * G[name] for name in P}
