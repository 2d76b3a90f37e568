"""The command line: find the module of a verb in `commands`, and run it.

Only the standard library is imported here: `nnkata list` must answer at once.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType

from nnkata.commands import VERBS
from nnkata.commands.options import help_line
from nnkata.content.workspace import command
from nnkata.errors import NnkataError, did_you_mean, plain


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    try:
        _replace_characters_that_a_terminal_lacks()
        if "_ARGCOMPLETE" in os.environ:
            _complete()
        return _run(list(sys.argv[1:] if argv is None else argv))
    except NnkataError as error:
        print(f"nnkata: {plain(str(error))}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("nnkata: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:  # `nnkata list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _run(words: list[str]) -> int:
    if not words:
        return int(_module("where").run(argparse.Namespace()) or 0)
    verb, *rest = words
    if verb.startswith("-"):
        _parser(loaded=[]).parse_args(words)
    _check_name("verb", verb, VERBS)
    module = _module(verb)
    actions = getattr(module, "ACTIONS", None)
    if actions and rest and not rest[0].startswith("-"):
        _check_name("action", rest[0], actions, f" {verb}")
    args = argparse.Namespace()
    if rest or hasattr(module, "add_arguments"):  # else there is nothing to parse
        parser = argparse.ArgumentParser(prog=command(verb), description=module.__doc__)
        _add_arguments(parser, module)
        args = parser.parse_args(rest)
    return int(module.run(args) or 0)


def _check_name(kind: str, name: str, known: Iterable[str], verb: str = "") -> None:
    """Raise `NnkataError` with a suggestion if a verb or an action is mistyped."""
    if name not in known:
        raise NnkataError(
            f"There is no {kind} '{name}'.{did_you_mean(name, known)}"
            f" `nnkata{verb} --help` shows all."
        )


def _parser(loaded: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of all verbs, with the arguments of the loaded ones."""
    top = argparse.ArgumentParser(
        prog=command("").strip(),
        description="Exercises for neural networks: write functions, check them, learn.",
        epilog="Without a verb, it shows where you are and what comes next.",
    )
    verbs = top.add_subparsers(metavar="verb", title="verbs", required=True)
    for verb in VERBS:
        text = _docstring(verb)
        parser = verbs.add_parser(verb, help=help_line(text), description=text)
        if verb in loaded:
            _add_arguments(parser, _module(verb))
    return top


def _add_arguments(parser: argparse.ArgumentParser, module: ModuleType) -> None:
    if hasattr(module, "add_arguments"):
        module.add_arguments(parser)


def _docstring(verb: str) -> str:
    """Read it from the file: importing every verb for its help would take too long."""
    import ast

    file = Path(__file__).parent / "commands" / f"{_file_name(verb)}.py"
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""


def _module(verb: str) -> ModuleType:
    return importlib.import_module(f"nnkata.commands.{_file_name(verb)}")


def _file_name(verb: str) -> str:
    return "import_" if verb == "import" else verb.replace("-", "_")


def _complete() -> None:
    """Answer a shell that asks how the command line could go on, and exit."""
    import argcomplete

    words = os.environ.get("COMP_LINE", "").split()
    argcomplete.autocomplete(_parser(words))  # a few verbs are quicker than all


def _replace_characters_that_a_terminal_lacks() -> None:
    """Otherwise a terminal in another encoding ends the program with a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
