"""You returned the scores. forward makes probabilities of them: softmax comes last."""


def forward(X, P):
    return X @ P["W"] + P["b"]
