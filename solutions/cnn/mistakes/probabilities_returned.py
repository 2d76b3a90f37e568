"""You returned probabilities. forward gives the logits; softmax comes afterwards, in
train."""


def forward(X, P):
    A1, cache1 = _stage_forward(X, P["W1"], P["b1"])
    A2, cache2 = _stage_forward(A1, P["W2"], P["b2"])
    return softmax(dense_forward(flatten(A2), P["W3"], P["b3"])), (cache1, cache2, A2)
