"""Prove and calibrate katas and datasets, for their authors."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nnkata.authoring.readme import (
    PATH,
    PROOFS,
    differences,
    path_table,
    proof_table,
    put,
    rows_of,
)
from nnkata.commands.options import add_kata
from nnkata.content.catalog import Goal, Kata, read_kata
from nnkata.content.extras import missing, require
from nnkata.content.spec_tests import list_file, listed_tests, write_tests
from nnkata.content.stubs import is_written, stub_of
from nnkata.content.workspace import Workspace, command, current_workspace
from nnkata.errors import NnkataError, did_you_mean
from nnkata.files import write_text

if TYPE_CHECKING:
    from nnkata.data.dataset import Dataset


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(metavar="action", required=True)
    stub = actions.add_parser("stub", help="write the stubs from the references")
    add_kata(stub, "katas", nargs="*")
    stub.add_argument("--check", action="store_true", help="only say which differ")
    stub.set_defaults(action=_write_stubs)
    calibrate = actions.add_parser("calibrate", help="run references over many seeds")
    add_kata(calibrate, "katas", nargs="*")
    calibrate.add_argument("--goal", metavar="NAME", help="only that goal")
    calibrate.set_defaults(action=_calibrate)
    new = actions.add_parser("new-dataset", help="write a plugin to start from")
    new.add_argument("name")
    new.set_defaults(action=_new_dataset)
    readme = actions.add_parser("readme", help="renew the table of the path in README")
    readme.set_defaults(action=_readme)
    check = actions.add_parser("check", help="prove specs, or datasets and plugins")
    check.add_argument("katas", nargs="*", metavar="kata|dataset|plugin.py")
    check.add_argument("--write", action="store_true", help="renew the table in README")
    check.set_defaults(action=_check)


def run(args: Namespace) -> int:
    return args.action(args) or 0


def _write_stubs(args: Namespace) -> int:
    """Write stubs and lists of tests, or with --check say which are out of date."""
    workspace = current_workspace()
    katas = [workspace.kata(name) for name in args.katas] or workspace.path
    stale = 0
    for kata in katas:
        again = command(f"dev stub {kata.slug}")
        fresh = stub_of(workspace.reference(kata.slug))
        if not kata.stub.is_file() or is_written(kata.stub, fresh):
            stale += 1
            told = f"the stub differs. {again}" if args.check else ""
            if not args.check:
                write_text(kata.stub, fresh)
            print(f"{kata.slug}: {told or 'stub written'}")
        if not listed_tests(kata):
            stale += 1
            told = f"tests.json is out of date: {again}" if args.check else ""
            print(f"{kata.slug}: {told or _list_tests(kata)}")
    return 1 if stale and args.check else 0


def _check(args: Namespace) -> int:
    """Prove specs, datasets and plugins; 1 if anything is not as promised."""
    workspace = current_workspace()
    katas = [name for name in args.katas if _is_kata(workspace, name)]
    datasets = _datasets(workspace, [name for name in args.katas if name not in katas])
    problems = _prove_datasets(workspace, datasets)
    if katas or not args.katas:
        problems += _prove_katas(workspace, katas, args.write)
    print("\n".join(problems) or "Proved.")
    return 1 if problems else 0


def _new_dataset(args: Namespace) -> None:
    """A plugin to begin with, in the datasets folder of the workspace."""
    from nnkata.authoring.new_dataset import write_plugin
    from nnkata.data.registry import read_registry

    workspace = current_workspace()
    registry = read_registry(workspace.datasets)
    file = write_plugin(args.name, workspace.datasets, registry)
    shown = file.relative_to(workspace.root)
    print(f"Written: {shown}. It works as it stands; put your data into it.")
    print(f"  {command(f'datasets show {args.name}')}")
    print(f"  {command(f'dev check {shown}')}")


def _calibrate(args: Namespace) -> None:
    """Run references over many seeds, and keep what they reach beside the goals."""
    from nnkata.authoring.calibrate import calibrate, write_calibrations
    from nnkata.data.registry import read_registry
    from nnkata.training.calibration import read_calibrations

    workspace = current_workspace()
    datasets = read_registry(workspace.datasets)
    for kata in [_kata(workspace, name) for name in args.katas] or workspace.path:
        require(kata)
        known = read_calibrations(kata)
        found = {
            goal.name: known[goal.name] for goal in kata.goals if goal.name in known
        }
        for goal in _goals(kata, args.goal):
            dataset = datasets.get(goal.dataset)
            if dataset.missing():
                print(f"{kata.slug}, {goal.name}: not run: {dataset.missing()}")
                continue
            found[goal.name] = calibrate(kata, goal, dataset, workspace)
            write_calibrations(kata, found)  # each at once: the next may take an hour
            print(f"{kata.slug}, {goal.name}: {found[goal.name].seeds} seeds")


def _readme(args: Namespace) -> None:
    """Renew the table of the path in README."""
    workspace = current_workspace()
    _put(workspace.root / "README.md", PATH, path_table(workspace.path))


def _list_tests(kata: Kata) -> str:
    """Collect a spec's tests and write them beside it."""
    from nnkata.judging.runner import collect_tests

    absent = missing(kata)
    if absent:
        return f"its tests cannot be listed here: it {absent}"
    write_tests(list_file(kata), kata, collect_tests(kata))
    return "list of tests written"


def _prove_katas(workspace: Workspace, names: list[str], write: bool) -> list[str]:
    from nnkata.authoring.proof import prove_all

    katas = [_kata(workspace, name) for name in names] or workspace.path
    absent = {kata.slug: told for kata in katas if (told := missing(kata))}
    proofs = prove_all([k for k in katas if k.slug not in absent], workspace)
    print(proof_table(proofs))
    for slug, told in absent.items():
        print(f"{slug}: not run: {told}")
    problems = [f"{proof.slug}: {told}" for proof in proofs for told in proof.problems]
    file = workspace.root / "README.md"
    if write:
        rows = rows_of(file.read_text(encoding="utf-8"), [*absent])
        _put(file, PROOFS, "\n".join([proof_table(proofs), *rows]))
    elif not names and file.is_file():
        problems += differences(file.read_text(encoding="utf-8"), proofs, [*absent])
    elif names and absent:
        problems += [f"{slug} {told}" for slug, told in absent.items()]
    return problems


def _prove_datasets(workspace: Workspace, cards: "list[Dataset]") -> list[str]:
    problems = []
    for card in cards:
        from nnkata.authoring.dataset_check import prove_dataset

        proof = prove_dataset(card, workspace.path)
        for fact in proof.facts:
            print(f"{proof.name}: {fact}")
        problems += [f"{proof.name}: {told}" for told in proof.problems]
    return problems


def _is_kata(workspace: Workspace, name: str) -> bool:
    slugs = [word for kata in workspace.path for word in (kata.slug, str(kata.number))]
    return name in slugs or (Path(name) / "kata.toml").is_file()


def _datasets(workspace: Workspace, names: list[str]) -> "list[Dataset]":
    """The cards of datasets, by name, or by the file of a plugin."""
    from nnkata.authoring.dataset_check import read_plugin
    from nnkata.data.dataset import PATHS
    from nnkata.data.registry import read_registry

    registry = read_registry(workspace.datasets) if names else None
    cards = []
    for name in names:
        if name.endswith(".py") and Path(name).is_file():
            offered = read_plugin(Path(name))
            for card in offered:
                if registry and card.name in registry.names():
                    registry.get(card.name)  # tells of a rival who claims its name
            cards += offered
        elif registry and (name in registry.names() or name.startswith(PATHS)):
            cards.append(registry.get(name))
        else:
            known = [kata.slug for kata in workspace.path]
            known += registry.names() if registry else []
            problems = registry.problems if registry else []
            broken = "".join(f" {problem}" for problem in problems)
            raise NnkataError(
                f"'{name}' is no kata, no dataset and no plugin's file."
                f"{did_you_mean(name, known)}{broken}"
            )
    return cards


def _goals(kata: Kata, name: str | None) -> Sequence[Goal]:
    names = [goal.name for goal in kata.goals]
    if name is not None and name not in names:
        raise NnkataError(
            f"{kata.slug} has no goal '{name}'.{did_you_mean(name, names)}"
            f" It has: {', '.join(names) or 'none'}."
        )
    return [goal for goal in kata.goals if name in (None, goal.name)]


def _put(file: Path, marks: tuple[str, str], table: str) -> None:
    write_text(file, put(file.read_text(encoding="utf-8"), marks, table))


def _kata(workspace: Workspace, name: str) -> Kata:
    """By name, or by the folder of one that the syllabus does not list yet."""
    folder = Path(name)
    if (folder / "kata.toml").is_file():
        return read_kata(folder.resolve())
    return workspace.kata(name)
