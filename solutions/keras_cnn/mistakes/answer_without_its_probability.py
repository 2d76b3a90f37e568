"""The answer comes without its probability. Return both: the name, and how likely a dog
is."""


def predict_picture(model, path):
    X = tf.image.resize(_decoded(path), model.input_shape[1:3])[None] / 255
    p = float(model.predict(X, verbose=0)[0, 0])
    return "dog" if p >= 0.5 else "cat"
