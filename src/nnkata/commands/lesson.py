"""Read the lesson of a kata, or a page for all of them: calculus, glossary."""

from argparse import ArgumentParser, Namespace

from nnkata.commands.options import add_kata
from nnkata.content.workspace import bundled, current_workspace
from nnkata.report.markdown import print_markdown

PAGES = ("calculus", "glossary")


def add_arguments(parser: ArgumentParser) -> None:
    pages = " or ".join(PAGES)
    text = f"its name, its number, or the path of its folder; or {pages}; without one,"
    add_kata(parser, others=PAGES, nargs="?", help=f"{text} the next kata")


def run(args: Namespace) -> None:
    if args.kata in PAGES:
        print_markdown(bundled().katas / f"{args.kata}.md")
    else:
        print_markdown(current_workspace().current_kata(args.kata).lesson)
