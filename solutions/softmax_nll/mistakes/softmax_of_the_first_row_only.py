"""Only the first row has probabilities: you return inside the loop. The return stands
after the loop, one level further out."""


def softmax(Z):
    P = np.zeros(np.shape(Z))
    E = np.exp(Z[0] - np.max(Z[0]))
    P[0] = E / E.sum()
    return P
