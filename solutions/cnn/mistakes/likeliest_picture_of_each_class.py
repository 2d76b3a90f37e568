"""You looked for the largest score down each column: which picture is most like a
class. Asked for is the class of each picture: along the row."""


def predict(X, P):
    logits, _ = forward(X, P)
    return logits.argmax(axis=0)
