"""At exactly one half your answer is class 0. Both forms exist; this kata counts it as
1, as zero_detector did."""


def predict(model, X):
    said = model.predict(X, verbose=0)
    if said.shape[1] == 1:
        return np.where(said[:, 0] > 0.5, 1, 0)
    return said.argmax(axis=1)


def predict_picture(model, path):
    X = tf.image.resize(_decoded(path), model.input_shape[1:3])[None] / 255
    p = float(model.predict(X, verbose=0)[0, 0])
    return ("dog" if p > 0.5 else "cat"), p
