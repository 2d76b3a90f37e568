"""Show the datasets on offer, and which are here."""

import textwrap
from argparse import ArgumentParser, Namespace
from pathlib import Path

from nnkata.content.workspace import bundled, command, current_workspace
from nnkata.data.dataset import PATHS, Dataset
from nnkata.data.registry import Registry, read_registry
from nnkata.errors import DataError, NnkataError, plain

INDENT = "    "


def add_arguments(parser: ArgumentParser) -> None:
    parser.set_defaults(action=_table)
    actions = parser.add_subparsers(metavar="action")
    for action, help_text in (
        (_fetch, "download a dataset"),
        (_show, "describe a dataset"),
        (_save, "write a dataset into one file"),
        (_load, "describe what was saved in a file"),
    ):
        name = action.__name__.removeprefix("_")
        verb = actions.add_parser(name, help=help_text)
        verb.set_defaults(action=action)
        if name != "load":
            verb.add_argument("name")
        if name in ("save", "load"):
            verb.add_argument("file", help="FILE.h5, FILE.npz or FILE.pkl")
        if name == "save":
            verb.add_argument("--seed", type=int, default=0, help="decides the split")


def run(args: Namespace) -> None:
    args.action(args)


def _table(args: Namespace) -> None:
    """Every dataset with what is here of it, for a terminal of any width."""
    from rich.console import Console

    registry = _registry()
    console = Console(highlight=False, markup=False)
    for name in registry.names():
        head, *more = _entry(name, registry, console.width)
        console.print(head, style="bold")
        for line in more:
            console.print(line)
    for problem in registry.problems:
        console.print(problem, style="red")
    console.print(f"A card: {command('datasets show NAME')}", style="dim")
    console.print(f"Your own, by path: {', '.join(PATHS)} and where it is", style="dim")


def _show(args: Namespace) -> None:
    """One dataset's card."""
    registry = _registry()
    card = registry.get(args.name)
    if not card.classes:  # a path with nothing there: no card to show
        raise DataError(f"'{args.name}' cannot be shown: {card.missing()}.")
    _print_card(card, registry)
    if not card.missing():
        from nnkata.report.contact_sheet import sheet_of

        print(f"samples    {sheet_of(card, card.load(0))}")


def _save(args: Namespace) -> None:
    """Write a dataset into one file, to be loaded as `saved:FILE`."""
    from nnkata.data.formats import save as write

    file = Path(args.file)
    if args.seed < 0:
        raise DataError(f"--seed must be 0 or a larger whole number, got {args.seed}.")
    card = _registry().get(args.name)
    if card.missing():
        raise DataError(f"'{card.name}' is not here to be saved: {card.missing()}.")
    train, test = write(card, args.seed, file)
    print(f"{file}: {len(train[1]):,} and {len(test[1]):,} examples of {card.name}.")
    print(f"Its name as a dataset: saved:{file}")


def _load(args: Namespace) -> None:
    """The card of what a file holds."""
    _show(Namespace(name=f"saved:{args.file}"))


def _fetch(args: Namespace) -> None:
    """Download a dataset, if it is one that can be."""
    card = _registry().get(args.name)
    if not card.missing():
        print(f"{card.name} is here already.")
        return
    if card.fetch is None:
        raise DataError(f"{card.name} cannot be downloaded: {card.missing()}.")
    card.fetch()
    if card.missing():
        raise DataError(
            f"{card.name} was fetched and is still missing: {card.missing()}."
        )
    print(f"{card.name} is here now.")


def _entry(name: str, registry: Registry, width: int) -> list[str]:
    """A line of facts, and below it what the dataset is and how to get it."""
    try:
        card = registry.get(name)
        missing = card.missing()
    except NnkataError as problem:
        return [f"{name:<22} not here", *_below(str(problem), width)]
    here = "not here" if missing else "here"
    head = _shortened(
        f"{name:<22} {here:<8}  {card.availability:<10}  {card.licence}", width
    )
    return [
        head,
        *_below(card.summary, width),
        *_below(f"to get it: {missing}" if missing else "", width),
    ]


def _shortened(line: str, width: int) -> str:
    return line if len(line) <= width else f"{line[: width - 3].rstrip()}..."


def _below(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=INDENT, subsequent_indent=INDENT)


def _print_card(card: Dataset, registry: Registry) -> None:
    for name, value in _facts(card, registry):
        print(f"{name:<10} {' '.join(plain(value).splitlines())}")


def _facts(card: Dataset, registry: Registry) -> list[tuple[str, str]]:
    made = (
        "yes: made by nnkata in place of the real data, with which it shares its form"
    )
    examples = "as many as you bring"
    if card.counts:
        examples = f"{card.counts[0]:,} to learn from and {card.counts[1]:,} to test"
    facts = [
        ("name", card.name),
        ("what", card.summary),
        ("synthetic", made if card.synthetic else ""),
        ("examples", examples),
        ("shape", f"{card.kind} of shape {card.shape}"),
        ("classes", f"{len(card.classes)}: {', '.join(card.classes)}"),
        ("base rate", f"{card.base_rate:.3f}: what always guessing one class reaches"),
        ("licence", card.licence),
        ("source", card.source),
        ("available", card.availability),
        ("checksum", card.checksum if card.checksum or card.files else "none"),
        *(("sha256", f"{digest} {name}") for name, digest in card.files.items()),
        ("plugin", registry.plugin_of(card.name)),
        ("here", f"no: {card.missing()}" if card.missing() else "yes"),
        ("note", card.note()),
    ]
    return [(name, value) for name, value in facts if value]


def _registry() -> Registry:
    try:
        return read_registry(current_workspace().datasets)
    except NnkataError:  # the built-in datasets are there without a workspace, too
        return read_registry(bundled().datasets)
