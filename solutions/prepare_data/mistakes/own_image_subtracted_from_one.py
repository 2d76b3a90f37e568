"""You subtracted uint8 pixels from 1, as if they were scaled already, and they
wrapped around: 1 - 255 is 2. Subtract them from 255, or scale them first."""


def own_image(img):
    return flatten((1 - img[np.newaxis]) / 255)
