"""You scaled the picture, subtracted it from 1, and scaled again. Once is enough."""


def own_image(img):
    return flatten(scale(1 - scale(img[np.newaxis])))
