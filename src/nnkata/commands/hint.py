"""Show the next hint for a function of a kata."""

import re
import textwrap
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import suppress

from nnkata.commands.options import add_current_kata, add_flag
from nnkata.content.catalog import Kata
from nnkata.content.hints import next_hint
from nnkata.content.schema import read_toml
from nnkata.content.workspace import Workspace, command, current_workspace
from nnkata.errors import NnkataError, unknown

WIDTH = 80
UNWRITTEN = re.compile(r"""^\s+raise NotImplementedError\(["'](\w+): write me""", re.M)


def add_arguments(parser: ArgumentParser) -> None:
    add_current_kata(parser)
    parser.add_argument("function", nargs="?", help="default: the first unwritten one")
    add_flag(parser, "--more", "one hint more, without another attempt")


def run(args: Namespace) -> None:
    """Print the steps that were seen already and, after an attempt, one more."""
    workspace = current_workspace()
    kata = workspace.current_kata(args.kata)
    hints = read_toml(kata.hints)
    if args.function is not None and args.function not in hints:
        name = unknown(args.function, hints)
        raise NnkataError(f"{kata.slug} has no function {name}")
    function = args.function or _chosen(workspace, kata, list(hints))
    if function in hints:
        lines, following = next_hint(workspace, kata, function, args.more)
        wrapped = [textwrap.fill(line, WIDTH) for line in lines]
        print(*wrapped, _how_to_go_on(kata, function, following), sep="\n")
        return
    print(f"Which function of {kata.slug}?")
    for name in hints:
        print(f"  {command(f'hint {kata.slug} {name}')}")


def _how_to_go_on(kata: Kata, function: str, following: int) -> str:
    if not following:
        return f"That was the last one. The reference: {command(f'diff {kata.slug}')}"
    more = command(f"hint {kata.slug} {function} --more")
    when = f"Hint {following} opens when {kata.stub.name} has changed, or now:"
    return f"{when}\n  {more}"


def _chosen(workspace: Workspace, kata: Kata, functions: Sequence[str]) -> str:
    """The only function, the first unwritten one, or that of the last failure; or ""."""
    if len(functions) == 1:
        return functions[0]
    with suppress(OSError):
        text = kata.stub.read_text(encoding="utf-8", errors="replace")
        if unwritten := UNWRITTEN.findall(text):
            return str(unwritten[0])
    from nnkata.judging.cache import VerdictCache
    from nnkata.judging.job import Job
    from nnkata.watch.state import function_of

    cache, job = VerdictCache(workspace), Job(kata)
    verdict = cache.get(job, cache.fingerprint(job))
    return function_of(verdict, functions) if verdict and verdict.failures else ""
