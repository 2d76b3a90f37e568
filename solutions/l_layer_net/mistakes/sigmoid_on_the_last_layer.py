"""You returned probabilities. `forward` returns the logits, the sums before the
sigmoid; `cost` and `dlogits` apply it themselves."""


def forward(X, layers):
    caches, A = [X], X
    for layer in layers[:-1]:
        A = relu(dense_forward(A, layer["W"], layer["b"]))
        caches.append(A)
    return sigmoid(dense_forward(A, layers[-1]["W"], layers[-1]["b"])), caches
