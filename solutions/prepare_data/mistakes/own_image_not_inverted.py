"""Your ink is 0 and your paper is 1. MNIST has it the other way round, bright strokes
on black: invert the picture."""


def own_image(img):
    return flatten(scale(img[np.newaxis]))
