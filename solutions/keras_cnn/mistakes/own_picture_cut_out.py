"""You cut the middle out of your own picture, and load_folder stretched those that the
network learned from. Prepare it in the same way."""


def predict_picture(model, path):
    X = (
        keras.preprocessing.image.smart_resize(
            np.asarray(_decoded(path), np.float32), model.input_shape[1:3]
        )[None]
        / 255
    )
    p = float(model.predict(X, verbose=0)[0, 0])
    return ("dog" if p >= 0.5 else "cat"), p
