"""Only the biases take a step. The step belongs to all four parameters."""


def update(P, G, lr):
    return {**P, "b1": P["b1"] - lr * G["b1"], "b2": P["b2"] - lr * G["b2"]}
