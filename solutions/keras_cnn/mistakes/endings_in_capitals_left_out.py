"""Pictures whose names end in capitals, as cameras write .JPG, are left out without a word.
Compare the endings in small letters."""


def load_folder(path, size, batch, validation):
    _refuse_what_cannot_be_read(Path(path))
    names = sorted(folder.name for folder in Path(path).iterdir() if folder.is_dir())
    files = sorted(file for file in Path(path).glob("*/*") if file.suffix in FORMS)
    order = np.random.default_rng(0).permutation(len(files))
    held = int(validation * len(files))

    def read(file, label):
        pixels = tf.io.decode_image(tf.io.read_file(file), 3, expand_animations=False)
        return tf.image.resize(pixels, (size, size)) / 255, label

    parts = []
    for chosen in (order[held:], order[:held]):
        texts = [str(files[i]) for i in chosen]
        labels = [names.index(files[i].parent.name) for i in chosen]
        parts.append(tf.data.Dataset.from_tensor_slices((texts, labels)))
    training, held_back = parts
    training = training.shuffle(len(order)).map(read).batch(batch)
    return training, held_back.map(read).batch(batch)
