"""The numbers of the lesson on photos in Keras, without Keras."""

import math

from lesson_texts import drawn, lesson, reference, says

CONVOLUTIONS = [("conv", 3, 32, 0, 1), ("conv", 1, 64, 0, 1), ("conv", 3, 128, 0, 1)]


def layers():
    stages = [layer for each in CONVOLUTIONS for layer in (each, ("pool", 2, 2))]
    return [*stages, ("flatten",), ("dense", 64), ("dense", 1)]


def test_the_numbers_of_keras_cnn():
    cnn, text = reference("cnn"), lesson("keras_cnn")
    shapes = cnn.shapes(256, 256, 3, layers())
    flat = math.prod(shapes[5])
    small = math.prod(cnn.shapes(64, 64, 3, layers())[5])
    dense, whole = flat * 64 + 64, cnn.n_params(256, 256, 3, layers())
    says(
        text,
        " → ".join(map(str, [256, *(shape[0] for shape in shapes[:6])])),
        f"30 · 30 · 128 = {flat:,} numbers",
        f"3 · 3 · 3 · 32 + 32 = {cnn.n_params(256, 256, 3, layers()[:1])}",
        f"115,200 · 64 + 64 = {dense:,}, of {whole:,} in all",
        f"At 64 pixels the dense layer has {small * 64 + 64:,}",
        f"has {256 * 256 * 3:,} numbers of 4 bytes. A batch of 32 takes"
        f" {32 * 256 * 256 * 3 * 4 / 1e6:.0f} MB",
        f"All 25,000 photos would take {25_000 * 256 * 256 * 3 * 4 / 1e9:.0f} GB",
    )
    assert {f"{flat:,}", f"{dense:,}", "65"} <= {*drawn("keras_cnn")}


def test_when_a_training_stops():
    losses = [0.69, 0.6, 0.55, 0.57, 0.56, 0.58]
    stop, best = reference("regularization").early_stopping(losses, 3)
    assert (stop, best) == (5, 2)
    says(
        lesson("keras_cnn"),
        f"the validation loss goes {', '.join(map(str, losses))}.",
        "The lowest is 0.55, in the third epoch",
        "training stops after the sixth",
    )
