"""Your own picture is shown with pixels from 0 to 255, and the network learned from
pixels in [0, 1]. Prepare it in the same way."""


def predict_picture(model, path):
    X = tf.image.resize(_decoded(path), model.input_shape[1:3])[None]
    p = float(model.predict(X, verbose=0)[0, 0])
    return ("dog" if p >= 0.5 else "cat"), p
