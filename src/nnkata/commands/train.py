"""Train what you wrote on data of your choice, or list what can be trained."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from nnkata.commands.options import add_flag, add_kata
from nnkata.content.catalog import Kata, OwnGoal
from nnkata.content.extras import require
from nnkata.content.workspace import Workspace, command, current_workspace
from nnkata.data.dataset import PATHS, Dataset
from nnkata.data.registry import read_registry
from nnkata.errors import NnkataError, plain
from nnkata.judging.job import Job
from nnkata.judging.runner import RunOptions, grade
from nnkata.judging.verdict import TestVerdict
from nnkata.report.curves import run_lines
from nnkata.report.progress_bars import progress_bars
from nnkata.report.runs import guessing, how_it_ended, label_of, run_rows, stored_runs
from nnkata.report.text import failure_lines
from nnkata.training.own_run import (
    check_fit,
    check_trainable,
    needs_of,
    own_goal,
    run_name,
)
from nnkata.training.store import Model, read_model, run_file

SECONDS = 3600.0
SETTINGS = {
    "hidden": "units of each hidden layer, such as 64,32",
    "lr": "the learning rate",
    "epochs": "how often every example is used",
    "batch": "how many examples a step uses",
}


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser, nargs="?")
    paths = ", ".join(f"{form}PATH" for form in PATHS)
    data: Any = parser.add_argument("--data", help=f"a dataset's name, or {paths}")
    data.completer = _names
    for name, text in SETTINGS.items():
        parser.add_argument(f"--{name}", metavar="N", help=text)
    add = parser.add_argument
    add("--seed", type=int, default=0, help="of the split and the draws")
    add("--subject", default="mine", choices=("mine", "reference"), help="whose code")
    add("--name", default="", help="of the run; default: that of the data")
    text = f"seconds of processor time; default: {SECONDS:g}"
    add("--limit", type=float, default=SECONDS, metavar="N", help=text)
    add_flag(parser, "--borrow", "use your earlier files where they are written")


def run(args: Namespace) -> int:
    """Train, print what was reached, and store the network; return 1 if it failed."""
    workspace = current_workspace()
    kata = workspace.kata(args.kata) if args.kata else None
    if kata:
        check_trainable(kata, workspace.path)
    if kata is None or args.data is None:
        print("\n".join(_overview(workspace, kata)))
        return 0
    goal = _goal(workspace, kata, args)
    needs = "borrow" if args.borrow else "reference"
    job = Job(kata, args.subject, needs, f"only:{goal.name}", own=goal)
    return _train(workspace, job, goal)


def _goal(workspace: Workspace, kata: Kata, args: Namespace) -> OwnGoal:
    """Return what is to be trained; the data are let go of, for they may be large."""
    if args.seed < 0 or not args.limit > 0:
        got = f"--seed {args.seed} --limit {args.limit:g}"
        raise NnkataError(f"--seed must be 0 or more and --limit above 0, got {got}.")
    dataset = _dataset(workspace, args.data)
    check_fit(kata, dataset, workspace.path)
    require(kata)
    if note := dataset.note():
        print(f"note: {plain(note)}")
    if dataset.is_path:  # which column is the label, for one
        names = ", ".join(dataset.classes[:5]) + ", ..." * (len(dataset.classes) > 5)
        print(f"data: {plain(dataset.summary)}: {plain(names)}")
    options = {name: getattr(args, name) for name in SETTINGS}
    name = run_name(args.name, args.data)
    fields = {"run": name, "seed": args.seed, "seconds": args.limit}
    return own_goal(kata, dataset, options, **fields)


def _dataset(workspace: Workspace, name: str) -> Dataset:
    """Return a dataset, its path absolute: it is trained on in another folder."""
    dataset: Dataset = read_registry(workspace.datasets).get(name)
    if not dataset.is_path or dataset.missing():
        return dataset
    from nnkata.data.from_path import absolute

    return replace(dataset, name=absolute(name))


def _train(workspace: Workspace, job: Job, goal: OwnGoal) -> int:
    file = run_file(workspace.state, job.kata.slug, goal.run, job.subject)
    earlier = _changed(file)
    try:
        with progress_bars(1) as bars:
            verdict = grade(job, RunOptions(on_event=bars.on_event))
        # Where not even the spec can be collected, the one test says why.
        tests = {test.goal: test for test in verdict.tests}
        test = tests.get(goal.name, verdict.tests[0])
        print("\n".join(_lines(test, goal)))
    finally:  # after a Ctrl-C, too
        if _changed(file) != earlier:
            print("\n".join(_stored_lines(read_model(file))))
    return 0 if test.passed else 1


def _changed(file: Path) -> int:
    return file.stat().st_mtime_ns if file.is_file() else 0


def _lines(test: TestVerdict, goal: OwnGoal) -> list[str]:
    """Return what a training reached, below its failure card if it failed."""
    name = test.name.replace(f"[{goal.name}]", f"[{goal.run}]")
    test = replace(test, name=name, goal=goal.run)
    return ([] if test.passed else failure_lines(test)) + run_lines(test)


def _stored_lines(model: Model) -> Iterator[str]:
    """Yield how good guessing is on the test data, and what a stored network is good for."""
    share = guessing(model)
    if share is None:
        yield f"  {how_it_ended(model)}"
    else:
        many = f"{len(model.truth):,} test examples"
        yield f"  guessing the commonest class: accuracy {share:.4g} on the {many}"
    yield f"  stored as {label_of(model)}: {command('report')} shows it"
    if model.kind == "pictures":
        words = f"predict IMAGE --model {model.kata} --run {model.run}"
        words += "" if model.subject == "mine" else " --reference"
        yield f"  on a picture: {command(words)}"


def _overview(workspace: Workspace, kata: Kata | None) -> Iterator[str]:
    """Yield which katas take which data, with their settings, and the stored runs."""
    for each in [kata] if kata else workspace.path:
        if each.train:
            yield f"{each.slug:<20} {needs_of(each)}"
    models, problems = stored_runs(workspace.state, kata.slug if kata else "*")
    if models:
        yield "\nruns, the newest first:"
    for label, *facts in run_rows(models):
        data, accuracy, guess, loss, settings = facts
        yield f"{label:<20} accuracy {accuracy} (guessing {guess}), last loss {loss}"
        yield f"    {data}: {settings}"
    yield from problems
    slug = kata.slug if kata else "KATA"
    yield f"\nNext: {command(f'train {slug} --data NAME')}, or --data csv:PATH and its like"
    yield f"Datasets: {command('datasets')}"


def _names(prefix: str, parsed_args: Namespace, **others: Any) -> list[str]:
    """The datasets of this workspace, for a shell that completes a word."""
    return [*read_registry(current_workspace().datasets).names(), *PATHS]
