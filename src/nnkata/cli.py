"""The command line: find the module of a verb in `commands`, and run it.

Only the standard library is imported here: `nnkata list` must answer at once.
"""

import argparse
import ast
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from nnkata.commands import VERBS
from nnkata.errors import NnkataError, did_you_mean, plain

DESCRIPTION = "Katas for neural networks: edit a stub, run the spec, see what is wrong."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    try:
        _speak_unicode()
        words = list(sys.argv[1:] if argv is None else argv)
        if "_ARGCOMPLETE" in os.environ:
            _complete()
        return _run(words)
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
    verb = words[0]
    if not verb.startswith("-") and verb not in VERBS:
        raise NnkataError(
            f"There is no verb '{verb}'.{did_you_mean(verb, VERBS)}"
            " `nnkata --help` shows all."
        )
    args = parser([verb] if verb in VERBS else []).parse_args(words)
    return int(_module(verb).run(args) or 0)


def parser(loaded: Sequence[str] = VERBS) -> argparse.ArgumentParser:
    """Return the parser of the command line, with the arguments of the loaded verbs."""
    top = argparse.ArgumentParser(
        prog=os.environ.get("NNKATA_COMMAND", "nnkata"),
        description=DESCRIPTION,
        epilog="Without a verb: where you are, and what comes next.",
    )
    verbs = top.add_subparsers(metavar="verb", title="verbs", required=True)
    for verb in VERBS:
        text = _docstring(verb)
        verb_parser = verbs.add_parser(
            verb, help=_help(text), description=text.partition("\n")[0]
        )
        if verb in loaded:
            verb_parser.description = text
            _module(verb).add_arguments(verb_parser)
    return top


def _help(docstring: str) -> str:
    """The first line of a verb's docstring, as a line of help."""
    line = docstring.partition("\n")[0].rstrip(".")
    return line[0].lower() + line[1:]


def _docstring(verb: str) -> str:
    """Read it from the file: importing every verb for its help would take too long."""
    file = Path(__file__).parent / "commands" / f"{_file_name(verb)}.py"
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""


def _module(verb: str) -> ModuleType:
    return importlib.import_module(f"nnkata.commands.{_file_name(verb)}")


def _file_name(verb: str) -> str:
    return "import_" if verb == "import" else verb


def _complete() -> None:
    """Answer a shell that asks how the command line could go on, and exit."""
    import argcomplete

    argcomplete.autocomplete(parser())


def _speak_unicode() -> None:
    """A terminal that cannot show a character shows a replacement, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
