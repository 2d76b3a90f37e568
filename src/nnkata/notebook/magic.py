"""The cell magic `%%kata`: the repository's own spec judges a cell of a notebook.

%load_ext nnkata
%%kata neuron           judge this cell as the whole file of the kata
%%kata neuron --save    and write it into the workspace, if it can be read
"""

import argparse
import html
import linecache
import shlex
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from IPython.core.error import UsageError
from IPython.core.magic import Magics, cell_magic, magics_class
from IPython.display import display

from nnkata.content.backup import write_answer
from nnkata.content.catalog import Kata
from nnkata.content.cells import Cell, nested_magic, read_cell
from nnkata.content.workspace import Workspace, bundled, nearest
from nnkata.errors import NnkataError, WorkspaceError
from nnkata.judging.job import Job
from nnkata.judging.runner import grade
from nnkata.judging.verdict import KataVerdict, Outcome, TestVerdict
from nnkata.report.text import kata_lines
from nnkata.subject.limits import TimeLimit, time_limit
from nnkata.subject.loader import Loader

COLOURS = {True: "#1f7a4a", False: "#b3261e"}  # by whether the kata is passed
COMMANDS = 600.0  # seconds for a cell that uses the shell
ALONE = "A cell is judged by itself: what it uses, it imports or defines."


class _Judged:
    """A verdict as a notebook shows it: its lines as text and as HTML."""

    def __init__(self, verdict: KataVerdict, full: bool = False) -> None:
        self.verdict = verdict
        # What the cell prints by itself, it prints in the notebook, too.
        tests = tuple(replace(test, printed_on_import="") for test in verdict.tests)
        self.lines = kata_lines(replace(verdict, tests=tests), full)
        if verdict.passed:
            self.lines[0] += "   passed"
        if verdict.unwritten:
            names = ", ".join(verdict.to_write)
            self.lines[1:] = [f"  write {names} in this cell, and run it again"]
        if any(test.error == "NameError" for test in verdict.tests):
            self.lines.append(f"  {ALONE}")

    def __repr__(self) -> str:
        return "\n".join(self.lines)

    def _repr_html_(self) -> str:
        """The same words; a mark in text says what the colour of the edge does."""
        passed = self.verdict.passed
        text = html.escape(repr(self))
        state = "✓ passed" if passed else "✗ not yet"
        return (
            f'<div style="border-left: 4px solid {COLOURS[passed]}; padding-left: .8em">'
            f"<strong>{state}</strong>"
            f'<pre style="white-space: pre-wrap; margin: 0">{text}</pre></div>'
            + "".join(map(_curve, self.verdict.tests))
        )


def _curve(test: TestVerdict) -> str:
    """Return the loss curve of a graded run as HTML; "" for a unit test."""
    if not test.losses:
        return ""
    from nnkata.report.html.page import curve_alone

    return curve_alone(f"Cost of each epoch on {test.goal}", test.losses)


@magics_class
class _KataMagics(Magics):  # type: ignore[misc]
    """`%%kata`, for IPython's shells."""

    @cell_magic  # type: ignore[untyped-decorator]
    def kata(self, line: str, cell: str) -> None:
        """Judge the cell as the learner's file of a kata; `%%kata --help` says more."""
        try:
            args = _parser().parse_args(shlex.split(line))
        except SystemExit:  # argparse has said what is wrong, or helped
            return
        except ValueError as error:  # an open quote
            raise UsageError(f"%%kata {line}: {error}") from None
        try:
            self._judge(args, line, cell)
        except NnkataError as error:
            raise UsageError(f"nnkata: {error}") from None

    def _judge(self, args: argparse.Namespace, line: str, cell: str) -> None:
        own = nearest(Path.cwd())
        workspace = own or bundled()
        kata = workspace.kata(args.kata)
        if nested := nested_magic(cell):
            raise NnkataError(f"{nested} does not work below %%kata. Remove that line.")
        read = read_cell(cell, self.shell.transform_cell)
        if args.save:
            print(_save(own, kata, read))
        with tempfile.TemporaryDirectory(prefix="nnkata-") as folder:
            file = Path(folder, f"{kata.slug}.py")
            # The notebook counts the line of the magic, too.
            head = f"# %%kata {line}\n"
            file.write_text(head + read.for_file, encoding="utf-8")
            verdict = grade(Job(kata, str(file), goals=args.goals))
            display(_Judged(verdict, args.full))
            timeout = any(test.outcome is Outcome.TIMEOUT for test in verdict.tests)
            # Commands such as an installation take longer than a test may.
            seconds = COMMANDS if read.has_commands and not timeout else kata.limit
            loader = Loader(kata, workspace, str(file))
            self._run_here(loader, head + read.for_shell, seconds)
        if args.save and not verdict.unwritten:
            progress = workspace.progress
            problem = progress.record(kata, verdict.passed, verdict.missing_goals)
            if problem := problem or progress.problem:
                print(problem)

    def _run_here(self, loader: Loader, text: str, seconds: float) -> None:
        """Run the cell in the notebook, too, so that its functions can be tried there.

        Its errors stand on the card already and are not shown again.
        """
        name = f"<the cell of {loader.kata.slug}>"
        # So that a traceback can show its lines.
        linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        try:
            code = compile(text, name, "exec")
            with time_limit(seconds), loader.imports():
                exec(code, self.shell.user_ns)
        except UsageError:  # of a command of the shell, which is not on the card
            raise
        except (Exception, SystemExit, TimeLimit):
            pass


def load_ipython_extension(shell: Any) -> None:
    """Register the magic: `%load_ext nnkata` calls it."""
    shell.register_magics(_KataMagics)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="%%kata")
    parser.add_argument("kata", help="its name or number")
    parser.add_argument("--save", action="store_true", help="write it to your file")
    parser.add_argument("--full", action="store_true", help="show every failure")
    parser.add_argument(
        "--goals",
        default="required",
        choices=("required", "all", "none"),
        help="which graded runs",
    )
    return parser


def _save(workspace: Workspace | None, kata: Kata, cell: Cell) -> str:
    """Write the learner's file; a copy of the old one is kept as a backup."""
    if workspace is None:
        raise WorkspaceError(
            "--save needs a workspace, and the notebook is not in one. Make one with"
            " `nnkata init my-katas` and open the notebook there, or leave --save out."
        )
    file = kata.stub.relative_to(workspace.root)
    commands = "; its notebook commands (% ! ?) are comments there"
    kept = write_answer(workspace, kata, cell.for_file)
    return f"{file}: written{commands if cell.has_commands else ''}{kept}"
