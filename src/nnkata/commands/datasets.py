"""List, describe, download and save datasets."""

import textwrap
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from nnkata.commands.options import add_actions
from nnkata.content.workspace import bundled, command, nearest
from nnkata.data.dataset import PATHS, Dataset
from nnkata.data.registry import Registry, read_registry
from nnkata.errors import DataError, NnkataError, plain

INDENT = "    "


def add_arguments(parser: ArgumentParser) -> None:
    parser.set_defaults(action=_list)
    actions = add_actions(parser, ACTIONS)
    for name in ("fetch", "show", "save"):
        actions[name].add_argument("name", help="as `nnkata datasets` lists it")
    for name in ("save", "load"):
        actions[name].add_argument("file", help="FILE.h5, FILE.npz or FILE.pkl")
    actions["save"].add_argument("--seed", type=int, default=0, help="of the split")


def run(args: Namespace) -> None:
    args.action(args)


def _list(args: Namespace) -> None:
    """List all datasets."""
    from rich.console import Console

    registry = _registry()
    console = Console(highlight=False, markup=False)
    for name in registry.names():
        head, *details = _entry(name, registry)
        console.print(head, style="bold", no_wrap=True, overflow="ellipsis")
        for text in details:
            # Names of files and folders stay whole.
            wrapped = textwrap.wrap(
                text,
                console.width - len(INDENT),
                break_long_words=False,
                break_on_hyphens=False,
            )
            print(textwrap.indent("\n".join(wrapped), INDENT))
    for problem in registry.problems:
        console.print(problem, style="red")
    paths = ", ".join(PATHS)
    console.print(f"Details of one: {command('datasets show NAME')}", style="dim")
    console.print(f"Your own files are datasets, too: {paths} and a path", style="dim")


def _fetch(args: Namespace) -> None:
    """Download a dataset."""
    dataset = _registry().get(args.name)
    if not dataset.missing():
        print(f"{dataset.name} is here already.")
        return
    if dataset.fetch is None:
        raise DataError(f"{dataset.name} cannot be downloaded: {dataset.missing()}.")
    dataset.fetch()
    if dataset.missing():
        raise DataError(f"{dataset.name} is still missing: {dataset.missing()}.")
    print(f"{dataset.name} is here now.")


def _show(args: Namespace) -> None:
    """Describe a dataset and draw some of its examples."""
    registry = _registry()
    dataset = registry.get(args.name)
    if not dataset.classes:  # a path with nothing there
        raise DataError(f"'{args.name}' cannot be shown: {dataset.missing()}.")
    for label, value in _facts(dataset, registry):
        if value:
            print(f"{label:<10} {' '.join(plain(value).splitlines())}")
    if not dataset.missing():
        from nnkata.report.contact_sheet import sheet_of

        print(f"samples    {sheet_of(dataset, dataset.load(0))}")


def _save(args: Namespace) -> None:
    """Write a dataset into one file."""
    from nnkata.data.formats import save

    if args.seed < 0:
        raise DataError(f"--seed must be an integer of at least 0, got {args.seed}.")
    dataset, file = _registry().get(args.name), Path(args.file).expanduser()
    if dataset.missing():
        raise DataError(f"'{dataset.name}' cannot be saved: {dataset.missing()}.")
    train, test = save(dataset, args.seed, file)
    print(f"{file}: {len(train[1]):,} and {len(test[1]):,} examples of {dataset.name}.")
    print(f"Its name as a dataset: saved:{file}")
    if note := dataset.note():
        print(f"note: {plain(note)}")


def _load(args: Namespace) -> None:
    """Describe a dataset that was saved in a file."""
    _show(Namespace(name=f"saved:{args.file}"))


ACTIONS = {"fetch": _fetch, "show": _show, "save": _save, "load": _load}


def _entry(name: str, registry: Registry) -> Iterator[str]:
    """A line of facts about a dataset, then what it is and how to get it."""
    try:
        dataset = registry.get(name)
        missing = dataset.missing()
    except NnkataError as problem:
        yield f"{name:<22} not here"
        yield str(problem)
        return
    state = "not here" if missing else "here"
    yield f"{name:<22} {state:<8}  {dataset.availability:<10}  {dataset.licence}"
    yield dataset.summary
    if missing:
        yield f"to get it: {missing}"


def _facts(dataset: Dataset, registry: Registry) -> Iterator[tuple[str, str]]:
    """Labels and values of what is known about a dataset; some values may be empty."""
    missing = dataset.missing()
    yield "name", dataset.name
    yield "summary", dataset.summary
    if dataset.synthetic:
        yield "synthetic", "yes: nnkata generates it in the form of the real data"
    if dataset.counts:
        train, test = dataset.counts
        yield "examples", f"{train:,} for training and {test:,} for testing"
    else:
        yield "examples", "as many as you bring"
    yield "shape", f"{dataset.kind} of shape {dataset.shape}"
    yield "classes", f"{len(dataset.classes)}: {', '.join(dataset.classes)}"
    yield "base rate", f"{dataset.base_rate:.3f}, for always guessing the same class"
    yield "licence", dataset.licence
    yield "source", dataset.source
    yield "available", dataset.availability
    yield "checksum", dataset.checksum or ("" if dataset.files else "none")
    for name, checksum in dataset.files.items():
        yield "sha256", f"{checksum} {name}"
    yield "plugin", registry.plugin_of(dataset.name)
    yield "here", f"no: {missing}" if missing else "yes"
    yield "note", dataset.note()


def _registry() -> Registry:
    """The datasets of this workspace; the built-in ones are there without one, too."""
    return read_registry((nearest(Path.cwd()) or bundled()).datasets)
