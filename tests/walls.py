"""Run the tests of the sandbox in every tier that works here, and say which those are.

Root runs them twice: as root, and as an ordinary user. Where no tier works, or a test
fails, the exit status is 1. tox calls it in its environment `walls`.
"""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nnkata.content.workspace import bundled

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "tests/subject/sandbox"
NOBODY = "65534"
# Where only root may enter a folder, as its home, an ordinary user gets a view of it.
VIEW = """
set -e
for folder in $FOLDERS; do
    above=$(mktemp -d)
    mount -t tmpfs tmpfs "$above"
    mkdir "$above/upper" "$above/work"
    mount -t overlay overlay \\
        -o "lowerdir=$folder,upperdir=$above/upper,workdir=$above/work" "$folder"
    chmod 755 "$folder"
done
exec "$@"
"""
TIERS = """
from nnkata.subject.sandbox.tiers import probed
from nnkata.subject.sandbox.walls import WALLS

for tier in map(probed, WALLS):
    print(f"{tier.name}: {tier.problem}")
"""


def as_nobody() -> list[str]:
    """Return the words before a command that make root an ordinary user for it."""
    drop = ["setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]
    needed = [ROOT, Path(sys.prefix), Path(sys.base_prefix)]
    folders = {f for place in needed for f in (place, *place.parents)}
    closed = sorted(str(f) for f in folders if f.stat().st_mode & 0o005 != 0o005)
    view = ["env", f"FOLDERS={' '.join(closed)}", "sh", "-c", VIEW, "sh"]
    return [*(["unshare", "--mount", *view] if closed else []), *drop, "--"]


def output_of(command: list[str], home: str, **settings: str) -> tuple[int, str]:
    """Run a command with a home of its own; return its exit status and what it says."""
    places = dict.fromkeys(("HOME", "TMPDIR", "NNKATA_CACHE"), home)
    python = {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **places, **python, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout


def pytest(files: list[str], words: str) -> list[str]:
    chosen = [sys.executable, "-m", "pytest", *(f"{FOLDER}/{name}" for name in files)]
    return [*chosen, "-q", "-p", "no:cacheprovider", "-k", words]


def jobs(user: str, before: list[str], home: str) -> list[tuple[str, list[str]]]:
    """Return the name and command of each run of an account, one for every tier."""
    status, told = output_of([*before, sys.executable, "-c", TIERS], home)
    if status:
        sys.exit(f"As {user}, the tiers cannot be tried: {told}")
    tiers = dict(line.split(": ", 1) for line in told.splitlines())
    for name, problem in tiers.items():
        print(f"{user}: {name}: {problem or 'works'}", flush=True)
    working = [name for name, problem in tiers.items() if not problem]
    if not working:
        sys.exit(f"As {user}, no tier of the sandbox works here.")
    files = ["test_attacks.py", "test_walls.py"]
    return [(f"{user}, {name}", [*before, *pytest(files, name)]) for name in working]


def main() -> int:
    if not hasattr(os, "fork"):
        sys.exit("No tier of the sandbox works here: this system forks no processes.")
    is_root = os.geteuid() == 0
    accounts = {"root": [], "a user": as_nobody()} if is_root else {"a user": []}
    katas = [kata.slug for kata in bundled().path if not kata.extras]
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o777)
        runs = [
            (f"every spec, part {n + 1}", pytest(["test_contract.py"], words))
            for n, words in enumerate(" or ".join(katas[n::2]) for n in range(2))
        ]
        for user, before in accounts.items():
            runs += jobs(user, before, home)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            results = pool.map(
                lambda run: output_of(run[1], home, NNKATA_SANDBOX="tiers"), runs
            )
            failed = 0
            for (name, _), (status, told) in zip(runs, results, strict=True):
                lines = told.strip().splitlines()
                shown = "\n".join(lines[-300:] if status else lines[-1:])
                print(f"{name}: {shown}", flush=True)
                failed += bool(status)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
