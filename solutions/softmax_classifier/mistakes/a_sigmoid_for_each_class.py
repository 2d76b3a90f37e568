"""These are independent sigmoids, one for each class. Here exactly one class is right:
softmax shares a total of 1 among the classes of a row."""


def forward(X, P):
    return 1 / (1 + np.exp(-np.clip(X @ P["W"] + P["b"], -700, 700)))
