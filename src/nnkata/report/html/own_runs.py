"""Runs on data of the learner's choice, as the page shows them."""

from collections.abc import Iterator, Sequence
from typing import Any

from nnkata.content.catalog import Goal
from nnkata.content.workspace import Workspace
from nnkata.files import digest_of
from nnkata.judging.verdict import Outcome, TestVerdict
from nnkata.report.html.graded import GradedRun
from nnkata.report.html.parts import Part, SplitLoader, parts_of
from nnkata.report.html.plots import MOST_CLASSES, curve_words, overlay_plot
from nnkata.report.runs import chosen_runs, label_of, run_rows, stored_runs
from nnkata.subject.loader import locate
from nnkata.training.own_run import training_command
from nnkata.training.store import Model


def own_runs(
    workspace: Workspace, names: Sequence[str], load_split: SplitLoader
) -> dict[str, Any]:
    """Return the runs of these names, all if none is named, by what the page calls them.

    That is `rows` of a table; an `overlay` with their curves in one plot; the `runs`, each
    with its label, its data, its parts, and notes; and the `problems`.
    """
    models, problems = stored_runs(workspace.state)
    known = {kata.slug for kata in workspace.path}
    models = [model for model in chosen_runs(models, names) if model.kata in known]
    runs = [
        (label_of(model), model.dataset, *_parts(workspace, model, load_split))
        for model in models
    ]
    overlay = [*_overlay(models)]
    rows = [*run_rows(models)]
    return {"rows": rows, "overlay": overlay, "runs": runs, "problems": problems}


def _overlay(models: Sequence[Model]) -> Iterator[Part]:
    """Yield the curves of the newest runs in one plot, if there are two."""
    shown = models[:MOST_CLASSES]
    if len(shown) < 2:
        return
    curves = [(label_of(model), model.losses) for model in shown]
    caption = "Cost of each epoch"
    if len(models) > len(shown):
        caption += f", of the newest {len(shown)} runs (--runs chooses others)"
    words = " ".join(f"{name}: {curve_words(losses)}" for name, losses in curves)
    yield Part("plot", caption, overlay_plot(curves), words)


def _parts(
    workspace: Workspace, model: Model, load_split: SplitLoader
) -> tuple[list[Part], list[str]]:
    """Return the parts of a run, and notes: how to train it again, and what is missing."""
    kata = workspace.kata(model.kata)
    facts: Any = {"measured": model.measured, "losses": model.losses}
    test = TestVerdict(model.run, Outcome.PASSED, **facts)
    goal = Goal(model.run, model.dataset, 0.0)
    run = GradedRun(kata, goal, model.subject, test, model=model)
    parts, notes = parts_of(workspace, run, load_split)
    is_outdated = model.code != digest_of(locate(kata.slug, workspace, model.subject))
    if is_outdated and kata.train:
        again = training_command(kata, model)
        notes.insert(0, f"The file has changed since. To train it again: {again}")
    return parts, notes
