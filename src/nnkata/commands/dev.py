"""For authors: stubs from references, and the proof of the specs."""

from argparse import Namespace
from pathlib import Path

from nnkata.catalog import Kata, read_kata
from nnkata.here import Here, command, here
from nnkata.progress import write_whole
from nnkata.readme import PATH, PROOFS, differences, path_table, proof_table, put
from nnkata.stubs import stub_of


def stub(args: Namespace) -> int:
    """Write the stubs, or with --check say which differ from their references."""
    place = here()
    katas = [place.kata(name) for name in args.katas] or place.path
    stale = 0
    for kata in katas:
        fresh = stub_of(place.shelves.reference(kata.slug))
        if kata.stub.is_file() and kata.stub.read_text(encoding="utf-8") == fresh:
            continue
        stale += 1
        if args.check:
            print(f"{kata.slug}: the stub differs. {command(f'dev stub {kata.slug}')}")
        else:
            write_whole(kata.stub, fresh)
            print(f"{kata.slug}: written")
    return 1 if stale and args.check else 0


def check(args: Namespace) -> int:
    """Prove specs; 1 if anything is not as promised."""
    from nnkata.proof import prove_all

    place = here()
    katas = [_kata(place, name) for name in args.katas] or place.path
    proofs = prove_all(katas, place.shelves)
    print(proof_table(proofs))
    problems = [f"{proof.slug}: {told}" for proof in proofs for told in proof.problems]
    file = place.shelves.root / "README.md"
    if args.write:
        _put(file, PROOFS, proof_table(proofs))
    elif not args.katas and file.is_file():
        problems += differences(file.read_text(encoding="utf-8"), proofs)
    print("\n".join(problems) or "Proved.")
    return 1 if problems else 0


def calibrate(args: Namespace) -> None:
    """Run references over many seeds, and keep what they reach beside the goals."""
    from nnkata.calibration import calibrate, read_calibrations, write_calibrations
    from nnkata.registry import read_registry

    place = here()
    datasets = read_registry(place.shelves.datasets)
    for kata in [_kata(place, name) for name in args.katas] or place.path:
        known = read_calibrations(kata)
        found = {
            goal.name: known[goal.name] for goal in kata.goals if goal.name in known
        }
        for goal in kata.goals:
            dataset = datasets.get(goal.dataset)
            if dataset.missing():
                print(f"{kata.slug}, {goal.name}: not run: {dataset.missing()}")
                continue
            found[goal.name] = calibrate(kata, goal, dataset, place.shelves)
            print(f"{kata.slug}, {goal.name}: {found[goal.name].seeds} seeds")
        if found:
            write_calibrations(kata, found)


def readme(args: Namespace) -> None:
    """Renew the table of the path in README."""
    place = here()
    _put(place.shelves.root / "README.md", PATH, path_table(place.path))


def _put(file: Path, marks: tuple[str, str], table: str) -> None:
    write_whole(file, put(file.read_text(encoding="utf-8"), marks, table))


def _kata(place: Here, name: str) -> Kata:
    """By name, or by the folder of one that the syllabus does not list yet."""
    folder = Path(name)
    if (folder / "kata.toml").is_file():
        return read_kata(folder.resolve())
    return place.kata(name)
