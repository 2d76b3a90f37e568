"""The second layer is not changed. The step belongs to all four parameters."""


def update(P, G, lr):
    return {**P, "W1": P["W1"] - lr * G["W1"], "b1": P["b1"] - lr * G["b1"]}
