"""For authors: stubs from references, and the proof of the specs."""

from argparse import Namespace

from nnkata.here import command, here
from nnkata.progress import write_whole
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
