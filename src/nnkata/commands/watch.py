"""Judge a kata at every save, on one screen."""

from argparse import ArgumentParser, Namespace

from nnkata.commands.options import add_current_kata, add_flag, add_fresh
from nnkata.watch.terminal import watch


def add_arguments(parser: ArgumentParser) -> None:
    add_current_kata(parser)
    add_flag(parser, "--once", "judge once, print the verdict, and exit")
    add_fresh(parser)


def run(args: Namespace) -> int:
    return watch(args.kata, args.once, args.fresh)
