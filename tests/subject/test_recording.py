"""Copies of arguments act as what they are copies of."""

import numpy as np
import pytest

from nnkata.subject.recording import Recorder, recorded, snapshot


@pytest.mark.parametrize("kind", [np.random.PCG64, np.random.MT19937])
def test_a_copy_of_a_generator_draws_and_spawns_as_that_does(kind):
    rng = np.random.Generator(kind(7))
    rng.random(5)
    rng.spawn(2)
    copy = snapshot(rng)
    assert copy.random() == rng.random()
    assert copy.spawn(1)[0].random() == rng.spawn(1)[0].random()


def test_a_copy_of_a_generator_leaves_it_alone():
    rng = np.random.default_rng(7)
    copy = snapshot(rng)
    copy.random()
    copy.spawn(3)
    assert rng.bit_generator.seed_seq.n_children_spawned == 0
    assert rng.random() == np.random.default_rng(7).random()


@pytest.mark.parametrize(
    "large", [np.ones(300_000), "a" * 3_000_000, {"a" * 3_000_000: 1}]
)
def test_a_call_with_a_large_result_is_left_out(large):
    recorder = Recorder()
    recorded("f", lambda x: large if x else 0, recorder)(1)
    recorded("f", lambda x: large if x else 0, recorder)(0)
    assert [call.arguments for call in recorder.calls] == [{"x": 0}]


def test_calls_after_many_bytes_are_left_out():
    recorder = Recorder()
    function = recorded("f", lambda x: np.ones(200_000) * x, recorder)
    for number in range(20):
        function(number)
    assert [call.arguments["x"] for call in recorder.calls] == [0, 1, 2, 3]
