"""You return inside the loop, so that only the first parameter takes its step. The
return stands after the loop."""


def update(P, G, lr):
    return {**P, "W1": P["W1"] - lr * G["W1"]}
