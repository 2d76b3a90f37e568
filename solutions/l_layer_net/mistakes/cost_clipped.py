"""You clipped the probability. That is the cost of an earlier kata; from the logits
nothing need be clipped, and a certain, wrong answer costs as much as its logit is
off."""


def cost(logits, y):
    p = np.clip(sigmoid(logits), 1e-7, 1 - 1e-7)
    return -np.where(y == 1, np.log(p), np.log(1 - p)).mean()
