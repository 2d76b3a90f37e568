"""The ReLU after the first layer is missing. There is one after every layer but the
last."""


def forward(X, layers):
    caches, A = [X], X
    for i, layer in enumerate(layers[:-1]):
        Z = dense_forward(A, layer["W"], layer["b"])
        A = relu(Z) if i else Z
        caches.append(A)
    return dense_forward(A, layers[-1]["W"], layers[-1]["b"]), caches
