"""The numbers of the lesson on the dense network in Keras, without Keras."""

import numpy as np
from lesson_texts import drawn, lesson, number, reference, says, vector


def test_the_numbers_of_keras_ann():
    text, softmax = lesson("keras_ann"), reference("softmax_nll").softmax
    hidden, output = 784 * 64 + 64, 64 * 10 + 10
    once = softmax(np.log([8.0, 1.0, 1.0]))
    twice = softmax(once)
    losses = [-np.log(once[0]), -np.log(twice[0])]
    says(
        text,
        f"784 · 64 + 64 = {hidden:,}",
        f"64 · 10 + 10 = {output}. In all {hidden + output:,}",
        f"the scores {vector(float(f'{z:.3g}') for z in np.log([8, 1, 1]))}",
        f"Softmax turns them into {vector(once)}, and the loss is −ln 0.8 = {losses[0]:.3f}",
        f"It gives {vector(float(f'{p:.3f}') for p in twice)},",
        f"and the loss is {losses[1]:.2g}.",
        f"≈ {np.log(np.e + 9) - 1:.3f}".replace("≈", "\\approx"),
    )
    assert {f"{hidden:,}", str(output)} <= {*drawn("keras_ann")}
    assert {number(float(f"{p:.3g}")) for p in twice} <= {*drawn("keras_ann")}


def test_the_batches_of_an_epoch():
    held_back = int(4000 / 10)
    whole, rest = divmod(4000 - held_back, 32)
    says(
        lesson("keras_ann"),
        f"a tenth is held back: {held_back}",
        f"make {whole} batches of 32 and one of {rest}. So an epoch is {whole + 1} steps",
    )
