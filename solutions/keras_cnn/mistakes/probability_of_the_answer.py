"""You return the probability of the answer that you give. This kata returns that of a
dog, also where the answer is a cat."""


def predict_picture(model, path):
    X = tf.image.resize(_decoded(path), model.input_shape[1:3])[None] / 255
    p = float(model.predict(X, verbose=0)[0, 0])
    return ("dog", p) if p >= 0.5 else ("cat", 1 - p)
