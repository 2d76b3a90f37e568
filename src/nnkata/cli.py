"""The command line: parses a verb and hands it to its module in `commands`.

Only the standard library is imported here: `nnkata list` must answer at once.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from nnkata.errors import NnkataError, plain


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    try:
        _speak_unicode()
        args = parser().parse_args(argv)
        module, function = args.run.split(":")
        command = getattr(
            importlib.import_module(f"nnkata.commands.{module}"), function
        )
        return int(command(args) or 0)
    except NnkataError as error:
        print(f"nnkata: {plain(str(error))}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("nnkata: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:  # `nnkata list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def parser() -> argparse.ArgumentParser:
    """The whole command line; every verb names the function that runs it."""
    top = argparse.ArgumentParser(
        prog=os.environ.get("NNKATA_COMMAND", "nnkata"),
        description="Katas for neural networks: edit a stub, run the spec, see what is off.",
        epilog="Without a verb: where you are, and what comes next.",
    )
    top.set_defaults(run="path:bare")
    verbs = top.add_subparsers(metavar="verb", title="verbs")
    _learning(verbs)
    _judging(verbs)
    _keeping(verbs)
    _developing(verbs)
    return top


def _learning(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = verbs.add_parser("watch", help="judge a kata at every save, on one screen")
    verb.add_argument("kata", nargs="?", help="without a name, the next one")
    verb.add_argument("--once", action="store_true", help="judge once, print, and end")
    _fresh_option(verb)
    verb.set_defaults(run="watch:watch")

    verb = verbs.add_parser("list", help="the path, and how far you are")
    verb.set_defaults(run="path:listing")

    verb = verbs.add_parser("lesson", help="read a kata's lesson")
    verb.add_argument("kata")
    verb.set_defaults(run="learn:lesson")

    verb = verbs.add_parser("hint", help="the next hint for a function of a kata")
    verb.add_argument("kata")
    verb.add_argument("function", nargs="?")
    verb.set_defaults(run="learn:hint")

    verb = verbs.add_parser("diff", help="your answer beside the reference")
    verb.add_argument("kata")
    verb.add_argument("--yes", action="store_true", help="show it before passing, too")
    verb.set_defaults(run="learn:diff")

    verb = verbs.add_parser(
        "notebook", help="a kata as a notebook whose last cell judges itself"
    )
    verb.add_argument("kata")
    verb.add_argument("file", nargs="?", help="where to; else KATA.ipynb, here")
    verb.set_defaults(run="notebook:notebook")

    verb = verbs.add_parser(
        "why", help="why the reference is as it is, and what else is good"
    )
    verb.add_argument("kata")
    verb.add_argument("--yes", action="store_true", help="show it before passing, too")
    verb.set_defaults(run="learn:why")


def _judging(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = verbs.add_parser(
        "start", help="your katas beside what the reference reaches"
    )
    _fresh_option(verb)
    verb.set_defaults(run="judge:start", subject="mine", goals="required")

    verb = verbs.add_parser("check", help="judge katas; without a name, the next one")
    verb.add_argument("katas", nargs="*", metavar="kata")
    verb.add_argument(
        "--full", action="store_true", help="every failure, not the first"
    )
    _subject_options(verb)
    verb.add_argument(
        "--borrow",
        action="store_true",
        help="on your own earlier files, and the reference where one is not written",
    )
    verb.set_defaults(run="judge:check")

    verb = verbs.add_parser("grade", help="judge the whole path and give a score")
    verb.add_argument("--fail-under", type=float, metavar="PERCENT", default=0.0)
    verb.add_argument(
        "--json", metavar="FILE", help="write the verdicts; - for the terminal"
    )
    verb.add_argument("--junit", metavar="FILE", help="write the verdicts as JUnit XML")
    _subject_options(verb)
    verb.set_defaults(run="judge:grade")

    verb = verbs.add_parser(
        "report", help="the path and your networks as one HTML page"
    )
    verb.add_argument("file", nargs="?", help="where to; else nnkata-report.html")
    verb.add_argument(
        "--subject",
        default="mine",
        choices=("mine", "reference"),
        help="whose katas and networks",
    )
    verb.add_argument("--fresh", action="store_true", help="train every network anew")
    verb.set_defaults(run="report:report")

    verb = verbs.add_parser("predict", help="show a picture to a network you trained")
    verb.add_argument("image", metavar="IMAGE|URL", help="a photo or a drawing")
    verb.add_argument(
        "--model", required=True, metavar="KATA", help="whose network is asked"
    )
    verb.add_argument(
        "--dataset", metavar="NAME", help="trained on what; else the latest"
    )
    verb.add_argument(
        "--reference", action="store_true", help="ask the reference's, not yours"
    )
    verb.set_defaults(run="predict:predict")


def _fresh_option(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--fresh",
        action="store_true",
        help="run all of it, also what has not changed since its last verdict",
    )


def _subject_options(verb: argparse.ArgumentParser) -> None:
    _fresh_option(verb)
    verb.add_argument(
        "--subject",
        default="mine",
        metavar="WHO",
        help="whose code: mine, reference, stub, or a file or folder",
    )
    verb.add_argument(
        "--goals",
        default="required",
        choices=("required", "all", "none"),
        help="which graded runs: the required ones, all whose data are here, or none",
    )


def _keeping(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = verbs.add_parser("reset", help="a fresh stub; your file is kept as a backup")
    verb.add_argument("katas", nargs="*", metavar="kata")
    verb.add_argument("--all", action="store_true", help="every kata of the path")
    verb.set_defaults(run="keep:reset")

    verb = verbs.add_parser(
        "again", help="a kata from its beginning, hints and done mark forgotten"
    )
    verb.add_argument("kata")
    verb.set_defaults(run="carry:again")

    verb = verbs.add_parser("export", help="your files and progress, as one zip")
    verb.add_argument("file", metavar="FILE.zip")
    verb.set_defaults(run="carry:export")

    verb = verbs.add_parser("import", help="what `export` wrote, into this workspace")
    verb.add_argument("file", metavar="FILE.zip")
    verb.set_defaults(run="carry:bring")

    verb = verbs.add_parser(
        "update",
        help="newer lessons and specs, in a clone all else too; your files stay",
    )
    verb.set_defaults(run="carry:update")

    verb = verbs.add_parser("init", help="write a workspace into a folder")
    verb.add_argument("folder")
    verb.set_defaults(run="keep:init")

    verb = verbs.add_parser("doctor", help="is everything here that nnkata needs?")
    verb.set_defaults(run="keep:doctor")

    verb = verbs.add_parser(
        "datasets", help="the datasets on offer, and which are here"
    )
    actions = verb.add_subparsers(metavar="action")
    verb.set_defaults(run="data:table")
    fetch = actions.add_parser("fetch", help="download a dataset")
    fetch.add_argument("name")
    fetch.set_defaults(run="data:fetch")
    show = actions.add_parser("show", help="a dataset's card")
    show.add_argument("name")
    show.set_defaults(run="data:show")
    save = actions.add_parser("save", help="write a dataset into one file")
    save.add_argument("name")
    save.add_argument("file", help="FILE.h5, FILE.npz or FILE.pkl")
    save.add_argument("--seed", type=int, default=0, help="decides the split")
    save.set_defaults(run="data:save")
    load = actions.add_parser("load", help="the card of what was saved in a file")
    load.add_argument("file")
    load.set_defaults(run="data:load")


def _developing(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verb = verbs.add_parser("dev", help="for authors of katas and datasets")
    actions = verb.add_subparsers(metavar="action", required=True)
    stub = actions.add_parser("stub", help="write the stubs from the references")
    stub.add_argument("katas", nargs="*", metavar="kata")
    stub.add_argument("--check", action="store_true", help="only say which differ")
    stub.set_defaults(run="dev:stub")
    calibrate = actions.add_parser("calibrate", help="run references over many seeds")
    calibrate.add_argument("katas", nargs="*", metavar="kata")
    calibrate.add_argument("--goal", metavar="NAME", help="that goal alone")
    calibrate.set_defaults(run="dev:calibrate")
    new = actions.add_parser("new-dataset", help="write a plugin to begin with")
    new.add_argument("name")
    new.set_defaults(run="dev:new_dataset")
    readme = actions.add_parser("readme", help="renew the table of the path in README")
    readme.set_defaults(run="dev:readme")
    check = actions.add_parser("check", help="prove specs, or datasets and plugins")
    check.add_argument("katas", nargs="*", metavar="kata|dataset|plugin.py")
    check.add_argument("--write", action="store_true", help="renew the table in README")
    check.set_defaults(run="dev:check")


def _speak_unicode() -> None:
    """A terminal that cannot show a character shows a replacement, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
