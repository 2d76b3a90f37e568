"""The biases are missing from your sums. Every layer adds its own to X times W."""


def forward(X, layers):
    caches, A = [X], X
    for layer in layers[:-1]:
        A = relu(A @ layer["W"])
        caches.append(A)
    return A @ layers[-1]["W"], caches
