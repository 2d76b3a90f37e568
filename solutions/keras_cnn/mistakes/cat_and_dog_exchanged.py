"""The sigmoid says how likely class 1 is, and folders are sorted by name: cats are 0,
dogs 1. You have it the other way round."""


def predict_picture(model, path):
    X = tf.image.resize(_decoded(path), model.input_shape[1:3])[None] / 255
    p = float(model.predict(X, verbose=0)[0, 0])
    return ("cat" if p >= 0.5 else "dog"), p
