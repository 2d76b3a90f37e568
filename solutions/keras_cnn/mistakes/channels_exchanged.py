"""Red and blue are exchanged in your own picture, as some libraries read files.
load_folder gives red, green, blue."""


def predict_picture(model, path):
    X = tf.image.resize(_decoded(path), model.input_shape[1:3])[None, ..., ::-1] / 255
    p = float(model.predict(X, verbose=0)[0, 0])
    return ("dog" if p >= 0.5 else "cat"), p
