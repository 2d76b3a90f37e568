"""The datasets on offer: which there are, which are here, how to get the others."""

from argparse import Namespace

from nnkata.errors import DataError, NnkataError
from nnkata.here import command, here
from nnkata.registry import Dataset, Registry, read_registry
from nnkata.shelves import bundled


def table(args: Namespace) -> None:
    """Every dataset with what is here of it."""
    from rich.console import Console
    from rich.table import Table

    registry = _registry()
    rows = Table("name", "what it is", "had", "licence", "here", box=None)
    for name in registry.names():
        try:
            card = registry.get(name)
        except NnkataError as rivals:
            rows.add_row(name, str(rivals), "", "", "no")
            continue
        missing = card.missing()
        rows.add_row(
            name,
            card.summary,
            card.had,
            card.licence,
            f"no: {missing}" if missing else "yes",
        )
    console = Console()
    console.print(rows)
    for problem in registry.problems:
        console.print(problem, style="red", markup=False)
    console.print(f"A card: {command('datasets show NAME')}", style="dim")


def show(args: Namespace) -> None:
    """One dataset's card."""
    registry = _registry()
    for name, value in _facts(registry.get(args.name), registry):
        print(f"{name:<10} {value}")


def fetch(args: Namespace) -> None:
    """Download a dataset, if it is one that can be."""
    card = _registry().get(args.name)
    if not card.missing():
        print(f"{card.name} is here already.")
        return
    if card.fetch is None:
        raise DataError(f"{card.name} cannot be downloaded: {card.missing()}.")
    card.fetch()
    print(f"{card.name} is here now.")


def _facts(card: Dataset, registry: Registry) -> list[tuple[str, str]]:
    return [
        ("name", card.name),
        ("what", card.summary),
        ("examples", f"{card.kind} of shape {card.shape}"),
        ("classes", ", ".join(card.classes)),
        ("base rate", f"{card.base_rate:.3f}: what always guessing one class reaches"),
        ("licence", card.licence),
        ("source", card.source),
        ("had", card.had),
        ("checksum", card.checksum or "none"),
        ("plugin", registry.who(card.name)),
        ("here", card.missing() or "yes"),
    ]


def _registry() -> Registry:
    try:
        return read_registry(here().shelves.datasets)
    except NnkataError:  # the built-in datasets are there without a workspace, too
        return read_registry(bundled().datasets)
