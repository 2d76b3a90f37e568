"""You returned the probabilities. Say which class has the largest one in each row."""


def predict(X, P):
    return forward(X, P)[0]
