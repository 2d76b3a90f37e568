"""Time your answer beside the reference, naive loops and the bare matrix products."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from nnkata.commands.options import add_kata, add_whose
from nnkata.content.workspace import command, current_workspace
from nnkata.subject.loader import check_subject
from nnkata.timing.bars import ASCII, BLOCK, bar_chart
from nnkata.timing.contest import PRODUCTS, REFERENCE
from nnkata.timing.measure import Times, measure
from nnkata.timing.work import naive_answer, read_work


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser)
    add_whose(parser)


def run(args: Namespace) -> None:
    """Print a bar for each, as multiples of the reference's time."""
    workspace = current_workspace()
    kata = workspace.kata(args.kata)
    check_subject(args.subject)
    file = naive_answer(read_work(workspace, kata))
    naive, form = str(file), "naive loops" if file.stem == "loops" else file.stem
    times = measure(workspace, kata, [args.subject, naive])
    mine = "yours" if args.subject == "mine" else Path(args.subject).name
    labels = {naive: form, args.subject: mine, REFERENCE: REFERENCE}
    labels[PRODUCTS] = "matrix products alone"
    ratios = {labels[n]: times.ratios[n] for n in labels if n in times.ratios}
    print(f"{kata.slug}: {times.summary}\n")
    print("\n".join([*bar_chart(ratios, _cell()), *_notes(times, labels)]))
    print(f"`{command(f'why {kata.slug}')}` tells what each step towards it gains.")


def _cell() -> str:
    """Return what a bar is made of: in a file, or where it is missing, plain text."""
    from rich.console import Console

    console = Console()
    has_blocks = console.is_terminal and not console.options.ascii_only
    return BLOCK if has_blocks else ASCII


def _notes(times: Times, labels: dict[str, str]) -> list[str]:
    """Return how it was measured."""
    kernel = f", BLAS kernel {times.kernel}" if times.kernel else ""
    reference = f"{1000 * times.seconds[REFERENCE]:.3g} ms"
    slow = [(labels[name], n) for name, n in times.factors.items() if n > 1]
    return [
        f"1 × is {reference} of processor time: the median of {times.rounds} rounds,",
        f"one thread{kernel}.",
        *["There are no matrix products in it."] * (PRODUCTS not in times.seconds),
        *(f"{name}: 1 part of {n:g} was measured, and multiplied." for name, n in slow),
    ]
