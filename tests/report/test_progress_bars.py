"""How far a judgement is: on a terminal a bar, elsewhere nothing."""

import io
import sys

import pytest
from rich import console as rich_console

from nnkata.judging.verdict import KataVerdict
from nnkata.report.progress_bars import progress_bars, training_note

VERDICT = KataVerdict("double", "mine", "", 10, ())


def training(epoch, **facts):
    event = {"event": "progress", "kata": "double", "goal": "digits", "epochs": 40}
    event |= {"epoch": epoch, "seconds": 2.0, "cost": 0.125, "metrics": {}}
    return event | facts


@pytest.mark.parametrize(
    "event, told",
    [
        (training(10), "epoch 10 of 40, cost 0.125, 6 s left"),
        (training(40), "epoch 40 of 40, cost 0.125"),
        (training(0, cost=None), "epoch 0 of 40"),
        (
            training(20, metrics={"accuracy": 0.75}),
            "epoch 20 of 40, cost 0.125, accuracy 0.75, 2 s left",
        ),
        (training(20, cost=float("nan")), "epoch 20 of 40, cost nan, 2 s left"),
    ],
)
def test_a_training_is_told_in_a_line(event, told):
    assert training_note(event) == told


def test_elsewhere_than_on_a_terminal_nothing_is_said(capsys):
    with progress_bars(2) as bars:
        bars.on_verdict(VERDICT)
        bars.on_event(training(10))
    assert capsys.readouterr() == ("", "")


@pytest.fixture
def terminal(monkeypatch):
    """A terminal in place of standard error; what was written to it."""
    file = io.StringIO()
    real = rich_console.Console

    def console(**options):
        return real(file=file, force_terminal=True, width=100)

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(rich_console, "Console", console)
    return file


def test_katas_are_counted_on_a_terminal(terminal):
    with progress_bars(2) as bars:
        bars.on_verdict(VERDICT)
    assert "1 of 2: double" in terminal.getvalue()


def test_a_training_is_seen_on_a_terminal(terminal):
    with progress_bars(1) as bars:
        bars.on_event(training(10))
    assert "double on digits" in terminal.getvalue()
    assert "epoch 10 of 40, cost 0.125" in terminal.getvalue()


def test_other_events_are_no_training(terminal):
    with progress_bars(1) as bars:
        bars.on_event({"event": "start", "kata": "double", "name": "test_a"})
    assert "test_a" not in terminal.getvalue()


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_moves_no_cursor_shows_nothing(terminal, monkeypatch, term):
    monkeypatch.setenv("TERM", term)
    with progress_bars(2) as bars:
        bars.on_verdict(VERDICT)
    assert terminal.getvalue() == ""


def test_one_verdict_without_a_training_draws_nothing(terminal):
    with progress_bars(1) as bars:
        bars.on_verdict(VERDICT)
    assert terminal.getvalue() == ""
