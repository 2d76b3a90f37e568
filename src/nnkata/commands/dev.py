"""Check and calibrate katas and datasets, as their authors do."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from nnkata.authoring import readme
from nnkata.authoring.broken import GoalProof
from nnkata.authoring.calibrate import (
    calibrate,
    in_words,
    missed_afresh,
    pooled,
    write_calibrations,
)
from nnkata.authoring.dataset_check import prove_dataset, read_plugin
from nnkata.authoring.new_dataset import write_plugin
from nnkata.authoring.proof import prove_all
from nnkata.commands.options import add_actions, add_flag, add_kata
from nnkata.content.catalog import Goal, Kata, read_kata
from nnkata.content.extras import missing, require
from nnkata.content.spec_tests import list_file, listed_tests, write_tests
from nnkata.content.stubs import is_written, stub_of
from nnkata.content.workspace import Workspace, command, current_workspace
from nnkata.data.dataset import PATHS, REPRODUCIBLE, Dataset
from nnkata.data.registry import Registry, read_registry
from nnkata.errors import NnkataError, did_you_mean, unknown
from nnkata.files import write_text
from nnkata.judging.runner import collect_tests
from nnkata.site.build import build_site
from nnkata.training.calibration import read_calibrations


def add_arguments(parser: ArgumentParser) -> None:
    actions = add_actions(parser, ACTIONS, required=True)
    add_kata(actions["stub"], "katas", nargs="*")
    add_flag(actions["stub"], "--check", "only print which are out of date")
    add_kata(actions["calibrate"], "katas", nargs="*")
    add = actions["calibrate"].add_argument
    add("--goal", metavar="NAME", help="only this goal")
    text = "store nothing; count misses on N other seeds of each goal on bundled data"
    add("--fresh", type=int, metavar="N", help=text)
    actions["new-dataset"].add_argument("name")
    actions["site"].add_argument("out", type=Path, help="a new folder")
    add_flag(
        actions["site"], "--pages", "only what can be read: no Python in the pages"
    )
    check = actions["check"]
    check.add_argument("names", nargs="*", metavar="kata|dataset|plugin.py")
    add_flag(check, "--write", "renew the table in README")
    add_flag(check, "--goals", "train broken networks, which must miss the goals")
    add_flag(check, "--sample", "with --goals: train one network of each kata anew")


def run(args: Namespace) -> int:
    return args.action(args) or 0


def _stub(args: Namespace) -> int:
    """Write the stubs and lists of tests from the references and specs."""
    workspace = current_workspace()
    stale = 0
    for kata in _katas(workspace, args.katas):
        again = command(f"dev stub {kata.slug}")
        fresh = stub_of(workspace.reference(kata.slug))
        if not kata.stub.is_file() or is_written(kata.stub, fresh):
            stale += 1
            if not args.check:
                write_text(kata.stub, fresh)
            state = f"the stub differs. {again}" if args.check else "stub written"
            print(f"{kata.slug}: {state}")
        if not listed_tests(kata):
            stale += 1
            state = f"tests.json is out of date: {again}"
            print(f"{kata.slug}: {state if args.check else _list_tests(kata)}")
    return 1 if stale and args.check else 0


def _list_tests(kata: Kata) -> str:
    """Collect the tests of a spec and write them beside it."""
    absent = missing(kata)
    if absent:
        return f"its tests cannot be listed here: it {absent}"
    write_tests(list_file(kata), kata, collect_tests(kata))
    return "list of tests written"


def _calibrate(args: Namespace) -> int:
    """Run references over many seeds and store what they reach."""
    workspace = current_workspace()
    if args.fresh:
        return _calibrate_afresh(workspace, args)
    registry = read_registry(workspace.datasets)
    for kata in _katas(workspace, args.katas):
        require(kata)
        names = [goal.name for goal in kata.goals]
        calibrations = {k: v for k, v in read_calibrations(kata).items() if k in names}
        for goal in _goals(kata, args.goal):
            dataset = registry.get(goal.dataset)
            if dataset.missing():
                print(f"{kata.slug}, {goal.name}: not run: {dataset.missing()}")
                continue
            done = calibrate(kata, goal, dataset, workspace)
            calibrations[goal.name] = done
            write_calibrations(kata, calibrations)  # the next goal may take an hour
            print(f"{kata.slug}, {goal.name}: {done.seeds} seeds")
    print(pooled(workspace.path, registry))
    return 0


def _calibrate_afresh(workspace: Workspace, args: Namespace) -> int:
    """Count the right runs that miss on seeds that set no threshold; return 1 if any."""
    registry = read_registry(workspace.datasets)
    runs, missed = 0, 0
    for kata in _katas(workspace, args.katas):
        for goal in _goals(kata, args.goal):
            is_bundled = registry.get(goal.dataset).availability in REPRODUCIBLE
            if not is_bundled or missing(kata):
                continue
            seeds = missed_afresh(kata, goal, args.fresh)
            runs, missed = runs + args.fresh, missed + len(seeds)
            listed = f": {', '.join(map(str, seeds))}" if seeds else ""
            count = f"{len(seeds)} of {args.fresh} fresh seeds missed{listed}"
            print(f"{kata.slug}, {goal.name}: {count}", flush=True)
    print(in_words(missed, runs))
    return 1 if missed else 0


def _goals(kata: Kata, name: str | None) -> list[Goal]:
    names = [goal.name for goal in kata.goals]
    if name is not None and name not in names:
        raise NnkataError(f"{kata.slug} has no goal {unknown(name, names)}")
    return [goal for goal in kata.goals if name in (None, goal.name)]


def _new_dataset(args: Namespace) -> None:
    """Write a dataset plugin to start from."""
    workspace = current_workspace()
    registry = read_registry(workspace.datasets)
    file = write_plugin(args.name, workspace.datasets, registry)
    path = file.relative_to(workspace.root)
    print(f"Written: {path}. It works as it stands; put your data into it.")
    print(f"  {command(f'datasets show {args.name}')}")
    print(f"  {command(f'dev check {path}')}")


def _readme(args: Namespace) -> None:
    """Renew the table of the path in README."""
    workspace = current_workspace()
    _put(workspace.root / "README.md", readme.PATH, readme.path_table(workspace.path))


def _put(file: Path, marks: tuple[str, str], table: str) -> None:
    write_text(file, readme.put(file.read_text(encoding="utf-8"), marks, table))


def _site(args: Namespace) -> None:
    """Build the site of this clone: its lessons and documents, and Python to work on them."""
    count = build_site(current_workspace(), args.out, has_python=not args.pages)
    print(f"{count} pages: {args.out / 'index.html'}")


def _check(args: Namespace) -> int:
    """Prove specs, datasets and plugins."""
    workspace = current_workspace()
    if args.goals or args.sample:
        return _check_goals(workspace, args)
    katas = [name for name in args.names if _kata(workspace, name)]
    others = [name for name in args.names if name not in katas]
    problems = _dataset_problems(workspace, others)
    if katas or not args.names:
        problems += _kata_problems(workspace, katas, args.write)
    print("\n".join(problems) or "Proved.")
    return 1 if problems else 0


def _check_goals(workspace: Workspace, args: Namespace) -> int:
    """Train the broken networks that are new or have changed, and name those that pass."""
    registry = read_registry(workspace.datasets)
    problems: list[str] = []
    for kata in _katas(workspace, args.names):
        if need := missing(kata):
            print(f"{kata.slug}: not run: {need}")
            continue
        proof = GoalProof(kata, workspace, registry)
        for goal, reason in proof.absent.items():
            print(f"{kata.slug}, {goal}: not run: {reason}")
        if not args.sample:
            proof.train()
        found = [*proof.problems(), *(proof.train_sample() if args.sample else ())]
        problems += [f"{kata.slug}: {text}" for text in found]
    if args.write:
        file = workspace.root / "README.md"
        _put(file, readme.GOALS, readme.goal_table(workspace.path))
    print("\n".join(problems) or "Every broken network is refused.")
    return 1 if problems else 0


ACTIONS = {
    "stub": _stub,
    "calibrate": _calibrate,
    "new-dataset": _new_dataset,
    "readme": _readme,
    "site": _site,
    "check": _check,
}


def _kata_problems(workspace: Workspace, names: list[str], write: bool) -> list[str]:
    """Prove katas, or all of the path; with `write`, renew the table in README."""
    katas = _katas(workspace, names)
    absent = {kata.slug: need for kata in katas if (need := missing(kata))}
    proofs = prove_all([k for k in katas if k.slug not in absent], workspace)
    print(readme.proof_table(proofs))
    for slug, need in absent.items():
        print(f"{slug}: not run: {need}")
    problems = [f"{proof.slug}: {text}" for proof in proofs for text in proof.problems]
    file = workspace.root / "README.md"
    if write:
        rows = readme.rows_of(file.read_text(encoding="utf-8"), [*absent])
        _put(file, readme.PROOFS, readme.proof_table(proofs, rows))
    elif names:
        problems += [f"{slug} {need}" for slug, need in absent.items()]
    elif file.is_file():
        text = file.read_text(encoding="utf-8")
        problems += readme.differences(text, proofs, [*absent])
    return problems


def _dataset_problems(workspace: Workspace, names: list[str]) -> list[str]:
    """Prove datasets, each named by its name or by the file of its plugin."""
    if not names:
        return []
    registry = read_registry(workspace.datasets)
    problems = []
    for dataset in [d for name in names for d in _datasets(workspace, registry, name)]:
        facts, found = prove_dataset(dataset, workspace.path)
        for fact in facts:
            print(f"{dataset.name}: {fact}")
        problems += [f"{dataset.name}: {text}" for text in found]
    return problems


def _datasets(workspace: Workspace, registry: Registry, name: str) -> list[Dataset]:
    if name.endswith(".py") and Path(name).is_file():
        offered = read_plugin(Path(name))
        for dataset in offered:
            if dataset.name in registry.names():
                registry.get(dataset.name)  # raises if another plugin has that name
        return offered
    if name in registry.names() or name.startswith(PATHS):
        return [registry.get(name)]
    known = [*(kata.slug for kata in workspace.path), *registry.names()]
    broken = "".join(f" {problem}" for problem in registry.problems)
    raise NnkataError(
        f"'{name}' is not a kata, a dataset or the file of a plugin."
        f"{did_you_mean(name, known)}{broken}"
    )


def _kata(workspace: Workspace, name: str) -> Kata | None:
    """The kata of that name; a folder may hold one that is not on the path yet."""
    folder = Path(name).resolve()
    if (folder / "kata.toml").is_file():
        return read_kata(folder)
    return next((k for k in workspace.path if name in (k.slug, str(k.number))), None)


def _katas(workspace: Workspace, names: list[str]) -> list[Kata]:
    """The named katas, or those of the path."""
    return [_kata(workspace, n) or workspace.kata(n) for n in names] or workspace.path
