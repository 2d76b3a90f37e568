"""Print the failing call of a test as a few lines of Python that make it again."""

from argparse import ArgumentParser, Namespace
from typing import Any

from nnkata.commands.options import add_kata
from nnkata.content.spec_tests import known_tests
from nnkata.content.workspace import current_workspace
from nnkata.judging.repro import failing_call, save_arrays


def add_arguments(parser: ArgumentParser) -> None:
    add_kata(parser)
    test: Any = parser.add_argument(
        "test",
        nargs="?",
        default="",
        help="its name; default: the most telling one",
    )
    test.completer = _tests
    parser.epilog = (
        "To run them: put the lines into a file in the folder of the workspace, and start"
        " it there with python."
    )


def run(args: Namespace) -> None:
    """Print the lines; large arrays are saved where the lines load them from."""
    workspace = current_workspace()
    kata = workspace.kata(args.kata)
    call = failing_call(kata, args.test)
    save_arrays(workspace, kata, call)
    print(call.text(kata), end="")


def _tests(prefix: str, parsed_args: Namespace, **others: Any) -> list[str]:
    """The unit tests of the kata, for a shell that completes a word."""
    tests = known_tests(current_workspace().kata(parsed_args.kata))
    return [test.name for test in tests if test.goal is None]
