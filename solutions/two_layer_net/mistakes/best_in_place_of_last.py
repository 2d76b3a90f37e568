"""You returned the parameters with the lowest cost on the way. Return those after the
last step, whatever they cost."""


def train(X, y, P, lr, epochs):
    losses, best, lowest = [], P, np.inf
    for _ in range(epochs):
        A2, cache = forward(X, P)
        losses.append(binary_cross_entropy(A2, y))
        P = update(P, backward(A2, y, P, cache), lr)
        cost = binary_cross_entropy(forward(X, P)[0], y)
        if cost < lowest:
            best, lowest = P, cost
    return best, losses
