"""Your own picture is always made 256 x 256. The model says which size it takes."""


def predict_picture(model, path):
    X = tf.image.resize(_decoded(path), (256, 256))[None] / 255
    p = float(model.predict(X, verbose=0)[0, 0])
    return ("dog" if p >= 0.5 else "cat"), p
