"""You took label minus probability, the direction downhill. The gradient points
uphill: probability minus label."""


def dlogits(logits, y):
    return (y - sigmoid(logits)) / len(y)
