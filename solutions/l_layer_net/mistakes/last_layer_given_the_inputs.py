"""The last layer is given X. It takes what the layer before it gave."""


def forward(X, layers):
    caches, A = [X], X
    for layer in layers[:-1]:
        A = relu(dense_forward(A, layer["W"], layer["b"]))
        caches.append(A)
    return dense_forward(X, layers[-1]["W"], layers[-1]["b"]), caches
