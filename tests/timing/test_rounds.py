"""Contenders: what they do in a round, by a clock that the test moves."""

from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from nnkata.timing import rounds
from nnkata.timing.rounds import Contender, interleave, rounds_for


class Clock:
    """Time passes only where a contender is called: so much for each example."""

    def __init__(self, each):
        self.now, self.each, self.calls = 0.0, each, []

    def __call__(self):
        return self.now

    def work(self, count):
        self.now += self.each * count
        self.calls.append(count)
        return -count


def contender(clock, whole=64, part=2, guard=None):
    work = SimpleNamespace(WHOLE=whole, PART=part, inputs=lambda count: (count,))
    options = {} if guard is None else {"guard": guard}
    return Contender(clock.work, work, clock=clock, **options)


def test_what_is_quick_does_all_of_the_work():
    clock = Clock(0.001)
    quick = contender(clock)
    assert (quick.factor, clock.calls[0], clock.calls[-1]) == (1, 2, 64)
    assert quick.once() == pytest.approx(0.064)


def test_what_is_slow_does_a_part():
    clock = Clock(1.0)
    slow = contender(clock)
    assert (slow.factor, {*clock.calls}) == (32, {2})
    assert slow.factor * slow.once() == pytest.approx(64.0)


def test_the_result_is_that_of_the_part():
    assert contender(Clock(0.001)).result == contender(Clock(1.0)).result == -2


def test_what_is_short_is_repeated():
    clock = Clock(1e-5)
    short = contender(clock)
    begun = clock.now
    assert short.once() == pytest.approx(64e-5)
    assert clock.now - begun >= rounds.SHORTEST


def test_a_clock_that_stands_still_is_not_waited_for():
    clock = Clock(0.0)
    contender(clock)
    assert len(clock.calls) <= 2 + 2 * rounds.MANY


def test_only_the_first_run_has_a_limit():
    limits = []

    @contextmanager
    def guard(seconds):
        limits.append(seconds)
        yield

    contender(Clock(0.001), guard=guard).once()
    assert limits[0] == rounds.LIMIT
    assert {*limits[1:]} == {float("inf")}


def test_each_contender_runs_once_a_round_and_none_is_always_first():
    order = []
    calls = {name: lambda name=name: order.append(name) for name in "abc"}
    samples = interleave(calls, 3)
    assert order == [*"abc", *"bca", *"cab"]
    assert {name: len(found) for name, found in samples.items()} == dict.fromkeys(
        "abc", 3
    )


def test_slow_contenders_have_few_rounds_and_quick_ones_many():
    quick, slow = contender(Clock(0.001)), contender(Clock(10.0))
    assert rounds_for({"a": slow}) == rounds.FEWEST < rounds_for({"a": quick})
    assert rounds_for({"a": quick}) <= rounds.MOST
