"""Runs on data of the learner's choice: which are stored, and what they reached."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from nnkata.errors import DataError, NnkataError, did_you_mean
from nnkata.training.store import Model, read_model, runs_in

UNKNOWN = "-"


def stored_runs(state: Path, kata: str = "*") -> tuple[list[Model], list[str]]:
    """Return the networks of stored runs, the newest first, and why others are left out."""
    models, problems = [], []
    for file in runs_in(state, kata):
        try:
            models.append(read_model(file))
        except DataError as problem:
            problems.append(str(problem))
    return models, problems


def chosen_runs(models: Sequence[Model], names: Sequence[str]) -> list[Model]:
    """Return the runs of these names or labels, all if none is named.

    Raises
    ------
    NnkataError
        If there is no run of that name.
    """
    known = [text for model in models for text in (label_of(model), model.run)]
    for name in names:
        if name not in known:
            raise NnkataError(
                f"There is no run '{name}'.{did_you_mean(name, known)} `nnkata train`"
                " lists them."
            )
    return [m for m in models if not names or {label_of(m), m.run} & {*names}]


def label_of(model: Model) -> str:
    """Return what a run is called where those of several katas stand side by side."""
    suffix = "" if model.subject == "mine" else f" ({model.subject})"
    return f"{model.kata}/{model.run}{suffix}"


def guessing(model: Model) -> float | None:
    """Return the accuracy of always predicting the commonest class of the test data."""
    counts = Counter(model.truth)
    return max(counts.values()) / counts.total() if counts else None


def run_rows(models: Sequence[Model]) -> Iterator[tuple[str, ...]]:
    """Yield the label, data, accuracy, guessing, last loss and settings of runs."""
    for model in models:
        numbers = (
            model.measured.get("accuracy"),
            guessing(model),
            model.measured.get("last_loss"),
        )
        texts = [UNKNOWN if number is None else f"{number:.4g}" for number in numbers]
        yield label_of(model), model.dataset, *texts, settings_text(model)


def settings_text(model: Model) -> str:
    """Return the settings of a run, and where it was cut off."""
    pairs = [f"{name} {value}" for name, value in model.settings.items()]
    texts = [*pairs, "" if model.truth else how_it_ended(model), f"seed {model.seed}"]
    return ", ".join(filter(None, texts))


def how_it_ended(model: Model) -> str:
    """Return why a network has no answers to the test data."""
    done, epochs = len(model.losses), model.settings.get("epochs")
    if done == epochs:
        return "not tested: its answers could not be had"
    return f"cut off after {done} of {epochs} epochs"
