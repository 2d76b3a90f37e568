"""You put sigmoids between the layers. This kata's hidden units are ReLUs; the
sigmoid comes after the last layer only."""


def forward(X, layers):
    caches, A = [X], X
    for layer in layers[:-1]:
        A = sigmoid(dense_forward(A, layer["W"], layer["b"]))
        caches.append(A)
    return dense_forward(A, layers[-1]["W"], layers[-1]["b"]), caches
