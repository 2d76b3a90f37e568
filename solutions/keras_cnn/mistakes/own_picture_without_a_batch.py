"""predict wants a batch, even of one picture: add an axis in front."""


def predict_picture(model, path):
    X = tf.image.resize(_decoded(path), model.input_shape[1:3]) / 255
    p = float(model.predict(X, verbose=0)[0, 0])
    return ("dog" if p >= 0.5 else "cat"), p
